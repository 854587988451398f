import { links, menu, p, page, some } from "./parts.js";
import type { Template } from "./template.js";
import type { Writer } from "./words.js";

/** Articles and wikis: where the text is short, in many boxes, or beside much else that reads like text. */

const about = (w: Writer): string =>
  `<p>江畔网是面向沿江各县市的生活服务平台，成立于2009年，现有编辑和记者八十余人，每日发布原创稿件近百篇。</p><p>凡署名江畔网的作品，版权均属江畔网所有，其他媒体、网站或个人未经授权不得转载、链接、转贴或以其他方式使用。</p><p>本站部分内容来自互联网，如涉及作品内容、版权和其他问题，请在三十日内与本站联系，我们将在第一时间处理。${w.pick(["", "感谢您的理解与支持。"])}</p>`;

export const articles: readonly Template[] = [
  {
    name: "a text of two sentences above what the site says of itself",
    url: "https://www.example.com/a/20240511/1.html",
    make(w) {
      const title = w.headline();
      const text = [w.sentence(), w.sentence()];
      return {
        html: page(
          title,
          `${menu}<div class="c9"><h1>${title}</h1><div class="i">2024-05-11 10:20 来源：江畔网</div><div class="d4">${p(text)}</div></div><div class="e5">${about(w)}</div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "a short text beside abstracts of other articles",
    url: "https://www.example.com/a/20240511/2.html",
    make(w) {
      const title = w.headline();
      const text = [w.sentence(), w.sentence(), w.sentence()];
      const boxes = some(
        6,
        (i) => `<div class="b2"><h3><a href="/a/${i}">${w.headline()}</a></h3><p>${w.paragraph(2)}</p><span>05-0${i + 1}</span></div>`,
      );
      return {
        html: page(
          title,
          `${menu}<div class="l"><h1>${title}</h1><div class="i"><span>2024-05-11 10:20</span></div>${p(text)}</div><div class="r">${boxes.join("")}</div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "abstracts of other articles whose whole box is a link",
    url: "https://www.example.com/a/20240511/3.html",
    make(w) {
      const title = w.headline();
      const text = [w.paragraph(2), w.sentence()];
      const boxes = some(8, (i) => `<a class="b2" href="/a/${i}"><h3>${w.headline()}</h3><p>${w.paragraph(2)}</p></a>`);
      return {
        html: page(
          title,
          `${menu}<main><h1>${title}</h1><time datetime="2024-05-11">2024年5月11日</time><section>${p(text)}</section><section>${boxes.join("")}</section></main>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "an entry of a wiki with a box of facts, contents, notes and a table of further entries (MediaWiki)",
    url: "https://zh.example.org/wiki/%E6%B8%94%E6%B8%AF",
    make(w) {
      const title = "城西渔港";
      const lead = w.paragraph(3);
      const sections = some(4, () => ({ head: w.pick(["历史", "地理", "建筑", "交通", "文化"]), text: [w.paragraph(3), w.paragraph(2)] }));
      const toc = sections.map(
        ({ head }, i) => `<li><a href="#s${i}"><span class="tocnumber">${i + 1}</span> <span class="toctext">${head}</span></a></li>`,
      );
      const notes = some(
        5,
        (i) =>
          `<li id="cite_note-${i}"><span class="mw-cite-backlink"><b><a href="#c">^</a></b></span> <span class="reference-text"><a class="external" href="http://x.example/${i}">${w.headline()}</a>. 江畔日报. 2019-03-0${i + 1} [2020-01-01].</span></li>`,
      );
      const facts = [
        ["所在地", "江畔县城西镇"],
        ["启用", "1957年"],
        ["水域面积", "1.2平方公里"],
        ["泊位", "86个"],
      ].map(([k, v]) => `<tr><th scope="row">${k}</th><td>${v}</td></tr>`);
      const drawn = sections.map(
        ({ head, text }, i) =>
          `<h2><span class="mw-headline" id="s${i}">${head}</span><span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2>${p(text)}`,
      );
      return {
        html: page(
          title,
          `<div id="mw-navigation">${menu}</div><div id="content" class="mw-body"><h1 id="firstHeading">${title}</h1><div id="siteSub">维基百科，自由的百科全书</div><div id="mw-content-text"><div class="mw-parser-output"><table class="infobox vcard"><tbody><tr><th colspan="2">城西渔港</th></tr>${facts.join("")}</tbody></table><p>${lead}</p><div id="toc" class="toc"><h2>目录</h2><ul>${toc.join("")}</ul></div>${drawn.join("")}<h2><span class="mw-headline">参考资料</span></h2><div class="reflist"><ol class="references">${notes.join("")}</ol></div><div class="navbox"><table><tr><th>江畔县的港口</th></tr><tr><td>${links(w, 8)}</td></tr></table></div></div></div><div id="catlinks" class="catlinks">分类：<ul><li><a href="/c/1">江畔县</a></li><li><a href="/c/2">渔港</a></li></ul></div></div>`,
        ),
        body: [
          "所在地\t江畔县城西镇\n启用\t1957年\n水域面积\t1.2平方公里\n泊位\t86个",
          lead,
          ...sections.flatMap(({ head, text }) => [head, ...text]),
        ].join("\n"),
      };
    },
  },
  {
    name: "an entry of an encyclopaedia with facts in a definition list and references as a list",
    url: "https://baike.example.com/item/1.html",
    make(w) {
      const title = "跨湖步道";
      const lead = w.paragraph(2);
      const sections = some(3, () => ({ head: w.pick(["发展历程", "主要景点", "相关活动"]), text: w.paragraph(3) }));
      const facts = [
        ["中文名", "跨湖步道"],
        ["全长", "3.6公里"],
        ["开放时间", "全天"],
        ["所属地区", "江畔县"],
      ].map(([k, v]) => `<dt class="name">${k}</dt><dd class="value">${v}</dd>`);
      const drawn = sections.map(
        ({ head, text }) =>
          `<div class="para-title"><h2>${head}</h2><a class="edit-icon" href="/e">编辑</a></div><div class="para">${text}<sup class="sup--normal">[1]</sup><a name="ref_1"> </a></div>`,
      );
      const notes = some(
        4,
        (i) =>
          `<li class="reference-item"><span>${i + 1}. </span><a href="http://x.example/${i}">${w.headline()}</a><span>．江畔网．2019-03-0${i + 1}[引用日期2020-01-01]</span></li>`,
      );
      return {
        html: page(
          title,
          `${menu}<div class="content-wrapper"><h1>${title}</h1><div class="lemma-desc">江畔县的步行道</div><div class="lemma-summary"><div class="para">${lead}</div></div><div class="basic-info"><dl>${facts.join("")}</dl></div><div class="catalog"><h2>目录</h2><ol>${sections.map(({ head }) => `<li><a href="#${head}">${head}</a></li>`).join("")}</ol></div>${drawn.join("")}<ul class="reference-list">${notes.join("")}</ul></div><div class="side-content"><div class="summary-pic">图集</div>${links(w, 5)}</div>`,
        ),
        body: [
          lead,
          "中文名\t跨湖步道\n全长\t3.6公里\n开放时间\t全天\n所属地区\t江畔县",
          ...sections.flatMap(({ head, text }) => [head, text]),
        ].join("\n"),
      };
    },
  },
  {
    name: "each paragraph in boxes of its own, advertisements between them",
    url: "https://www.example.com/story/20240511",
    make(w) {
      const title = w.headline();
      const text = some(7, () => w.paragraph(1 + w.below(2)));
      const boxes = text.map(
        (one, i) =>
          `<div class="blk"><div class="t"><p>${one}</p></div></div>${i % 3 === 1 ? `<div class="blk ad-slot"><a href="/ad">${w.headline()}</a></div>` : ""}`,
      );
      return {
        html: page(
          title,
          `${menu}<div class="wrap"><h1>${title}</h1><p class="by">文/${w.name()} 2024-05-11</p>${boxes.join("")}</div>${links(w, 10)}`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "lines with breaks in a cell beside a column of text",
    url: "http://www.example.com/news/view.asp?id=31",
    make(w) {
      const title = w.headline();
      const text = some(5, () => w.paragraph(1));
      return {
        html: page(
          title,
          `<table><tr><td>${menu}</td></tr></table><table><tr><td width="200">${links(w, 6)}<p>${w.paragraph(2)}</p><p>${w.paragraph(2)}</p></td><td><table><tr><td align="center"><b>${title}</b></td></tr><tr><td>发布时间：2024-5-11 点击：88</td></tr><tr><td>　　${text.join("<br><br>　　")}</td></tr></table></td></tr></table><table><tr><td>${about(w)}</td></tr></table>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "a poem of short lines",
    url: "https://www.example.com/poem/77.html",
    make(w) {
      const title = "渔港";
      const text = some(
        14,
        () =>
          w.pick([
            "灯一盏一盏地亮起来",
            "潮水带走了脚印",
            "船还没有回来",
            "母亲坐在门前补网",
            "风从没有名字的岛上吹来",
            "盐落在旧木头上",
            "我们把话说得很轻",
            "月亮在水里碎了又圆",
          ]) + w.pick(["", "", "，", "。"]),
      );
      return {
        html: page(
          title,
          `${menu}<div class="box"><h1>${title}</h1><p class="au">作者：${w.name()}</p><div class="cont"><p>${text.slice(0, 7).join("<br>")}</p><p>${text.slice(7).join("<br>")}</p></div></div><div class="tj"><h2>更多作品</h2>${links(w, 8)}</div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "steps and ingredients in lists",
    url: "https://www.example.com/recipe/9.html",
    make(w) {
      const title = "红烧江鱼的家常做法";
      const goods = ["江鱼一条", "生姜三片", "小葱两根", "料酒两勺", "生抽一勺"];
      const steps = [
        "江鱼洗净擦干，两面划刀",
        "锅里放油烧热，下鱼煎到两面金黄",
        "放姜片和料酒，加开水没过鱼身",
        "加生抽小火煮十五分钟",
        "大火收汁，撒上葱段出锅",
      ];
      const lead = w.paragraph(1);
      return {
        html: page(
          title,
          `${menu}<div class="show"><h1>${title}</h1><div class="d"><p>${lead}</p></div><h2>用料</h2><ul class="mt">${goods.map((one) => `<li>${one}</li>`).join("")}</ul><h2>步骤</h2><ol class="st">${steps.map((one) => `<li><p>${one}</p><img src="1.jpg"></li>`).join("")}</ol></div><div class="rs">${links(w, 8)}</div>`,
        ),
        body: [lead, "用料", ...goods, "步骤", ...steps].join("\n"),
      };
    },
  },
  {
    name: "an article in microdata above long comments",
    url: "https://www.example.com/post/1200",
    make(w) {
      const title = w.headline();
      const text = some(4, () => w.paragraph(2));
      const comments = some(10, () => `<li class="cm"><b>${w.name()}</b><i>${w.moment()}</i><p>${w.paragraph(2)}</p></li>`);
      return {
        html: page(
          title,
          `${menu}<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">${title}</h1><meta itemprop="datePublished" content="2024-05-11"><div itemprop="articleBody" class="q">${p(text)}</div></div><div class="w3"><h3>10 条评论</h3><ol>${comments.join("")}</ol></div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "sections in boxes side by side",
    url: "https://www.example.com/feature/8",
    make(w) {
      const title = w.headline();
      const parts = some(5, () => ({
        head: `${w.pick(["起点", "转折", "等待", "归来", "余波"])}`,
        text: [w.paragraph(2), w.paragraph(3)],
      }));
      return {
        html: page(
          title,
          `${menu}<div id="app"><div class="hd"><h1>${title}</h1><span>2024-05-11 09:00</span></div>${parts.map(({ head, text }) => `<div class="s"><div class="n"><h2>${head}</h2></div><div class="m">${p(text)}</div></div>`).join("")}<div class="f">${links(w, 9)}${about(w)}</div></div>`,
        ),
        body: parts.flatMap(({ head, text }) => [head, ...text]).join("\n"),
      };
    },
  },
  {
    name: "a blog with code and headings",
    url: "https://blog.example.com/p/setup",
    make(w) {
      const title = "在旧电脑上安装菜园的记录系统";
      const parts = some(4, (i) => ({
        head: `第${"一二三四"[i]}步 准备环境`,
        text: w.paragraph(1),
        code: `npm install garden-${i}\nexport PORT=80${i}${w.below(9)}\nnode server.js --port $PORT`,
      }));
      return {
        html: page(
          title,
          `${menu}<article class="post"><header class="post-header"><h1 class="post-title">${title}</h1><div class="post-meta">2024-05-11 · ${w.name()}</div></header><div class="post-body">${parts.map(({ head, text, code }) => `<h2>${head}</h2><p>${text}</p><pre><code>${code}</code></pre>`).join("")}</div><footer class="post-footer"><a href="/tags/a">#菜园</a> <a href="/prev">上一篇</a></footer></article><div id="comments"><p>${w.remark()}</p></div>`,
        ),
        body: parts.flatMap(({ head, text, code }) => [head, text, code]).join("\n"),
      };
    },
  },
];
