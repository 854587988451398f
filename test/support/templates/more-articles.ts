import { links, menu, p, page, some } from "./parts.js";
import type { Template } from "./template.js";

/** Articles whose text is hard to tell from what stands around it: captions, previews, tables, comments. */

export const moreArticles: readonly Template[] = [
  {
    name: "pictures with captions and little else",
    url: "https://www.example.com/photo/51.html",
    make(w) {
      const title = w.headline();
      const captions = some(5, () => `${w.sentence()}江畔网记者 ${w.name()} 摄`);
      return {
        html: page(
          title,
          `${menu}<div class="gal"><h1>${title}</h1><div class="t">2024-05-11 16:01:22</div>${captions.map((one, i) => `<div class="im"><img src="${i}.jpg"></div><div class="ca">${one}</div>`).join("")}</div><div class="rec"><h2>图片推荐</h2>${links(w, 12)}</div>`,
        ),
        body: captions.join("\n"),
      };
    },
  },
  {
    name: "an interview of questions and answers, the article's own",
    url: "https://www.example.com/a/20240511/9.html",
    make(w) {
      const title = w.headline();
      const lead = w.paragraph(2);
      const talk = some(5, () => [`江畔网：${w.remark()}？`, `${w.name()}：${w.paragraph(2)}`]).flat();
      return {
        html: page(
          title,
          `${menu}<div class="a"><h1>${title}</h1><div>2024-05-11 来源：江畔网 作者：${w.name()}</div><div class="lead">${lead}</div><div class="tx">${p(talk)}</div></div><div class="hot"><h3>热门评论</h3><p>${w.remark()}</p></div>${links(w, 5)}`,
        ),
        body: [lead, ...talk].join("\n"),
      };
    },
  },
  {
    name: "a preview on show and the whole text hidden behind a button",
    url: "https://www.example.com/a/20240511/10.html",
    make(w) {
      const title = w.headline();
      const text = some(8, () => w.paragraph(2));
      return {
        html: page(
          title,
          `${menu}<div class="a"><h1>${title}</h1><div>2024-05-11 10:00</div><div class="pv">${p(text.slice(0, 2))}</div><div class="full" style="display:none">${p(text)}</div><a href="javascript:;">展开全文</a></div>${links(w, 6)}`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "menus that describe themselves in sentences",
    url: "https://www.example.com/a/20240511/11.html",
    make(w) {
      const title = w.headline();
      const text = some(3, () => w.paragraph(1));
      const boxes = some(9, (i) => `<li><a href="/c/${i}">栏目${i}</a><div class="desc">${w.sentence()}</div></li>`);
      return {
        html: page(
          title,
          `<div class="mega"><ul>${boxes.join("")}</ul></div><div class="a"><h1>${title}</h1><div>2024-05-11 10:00 来源：江畔网</div>${p(text)}</div>${links(w, 6)}`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "a short text with a large table",
    url: "https://www.example.com/a/20240511/12.html",
    make(w) {
      const title = "江畔县六月停水计划";
      const lead = w.sentence();
      const rows = some(20, (i) => [`6月${i + 1}日`, `城西${w.below(90)}号片区`, `${8 + w.below(4)}时至${14 + w.below(6)}时`, "管网检修"]);
      return {
        html: page(
          title,
          `${menu}<div class="a"><h1>${title}</h1><div>2024-05-11 10:00 来源：江畔网</div><p>${lead}</p><table><tr><th>日期</th><th>范围</th><th>时间</th><th>原因</th></tr>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table></div><div class="b">${links(w, 9)}${p([w.paragraph(1)])}</div>`,
        ),
        body: [lead, "日期\t范围\t时间\t原因", ...rows.map((row) => row.join("\t"))].join("\n"),
      };
    },
  },
  {
    name: "a text below its summary, both in boxes of their own",
    url: "https://www.example.com/a/20240511/13.html",
    make(w) {
      const title = w.headline();
      const summary = w.paragraph(2);
      const text = some(5, () => w.paragraph(2));
      return {
        html: page(
          title,
          `${menu}<div class="art"><h1>${title}</h1><div class="meta">2024-05-11 10:00 来源：江畔网</div><blockquote class="zy">${summary}</blockquote><div class="zw">${p(text)}</div><div class="tags"><a href="/t">渔港</a> <a href="/t">步道</a></div></div><div class="list">${links(w, 8)}</div>`,
        ),
        body: [summary, ...text].join("\n"),
      };
    },
  },
  {
    name: "a short announcement beside comments of readers",
    url: "https://www.example.com/a/20240511/14.html",
    make(w) {
      const title = w.headline();
      const text = [w.paragraph(2), w.sentence()];
      const comments = some(
        12,
        () =>
          `<div class="ds-item"><div class="ds-user"><a href="/u">${w.name()}</a></div><div class="ds-text">${w.paragraph(1)}</div><div class="ds-time">${w.moment()}</div></div>`,
      );
      return {
        html: page(
          title,
          `${menu}<div class="a"><h1>${title}</h1><div>2024-05-11 10:00 来源：江畔网</div>${p(text)}</div><div class="ds"><div>网友评论</div>${comments.join("")}</div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
  {
    name: "lines of a novel in a reader with settings and a list of chapters",
    url: "https://read.example.com/chapter/7/9",
    make(w) {
      const title = "第九章 雨夜";
      const text = some(20, () => w.pick([w.sentence(), `“${w.remark()}。”${w.name()}说。`, "雨还在下。", "没有人回答。"]));
      return {
        html: page(
          title,
          `${menu}<div class="set"><span>字号</span><span>背景</span><p>护眼模式已开启，可在设置中关闭。</p></div><div class="chap">${some(40, (i) => `<a href="/c/${i}">第${i}章 ${w.pick(["渔火", "旧信", "潮声", "远行"])}</a>`).join("")}</div><div class="rd"><h1>${title}</h1><p class="inf">作者：${w.name()} 更新时间：2024-05-11 字数：2301</p>${text.map((one) => `<p>　　${one}</p>`).join("")}</div><div class="ft2"><a href="/p">上一章</a><a href="/n">下一章</a></div>`,
        ),
        body: text.join("\n"),
      };
    },
  },
];
