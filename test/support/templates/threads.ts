import type { Template } from "./template.js";
import type { Writer } from "./words.js";

/** Threads as the usual forum systems, boards and question sites draw them. */

interface Post {
  readonly user: string;
  readonly time: string;
  readonly text: string;
}

const postsOf = (w: Writer, replies: number, opening: number): readonly Post[] => [
  { user: w.name(), time: w.moment(), text: w.paragraph(opening) },
  ...Array.from({ length: replies }, () => ({ user: w.name(), time: w.moment(), text: w.below(3) === 0 ? w.sentence() : w.remark() })),
];

const bodyOf = (posts: readonly Post[]): string => posts.map(({ text }) => text).join("\n");
const menu = (w: Writer): string =>
  `<div class="top"><a href="/">首页</a> <a href="/new">最新</a> <a href="/login">登录</a> <a href="/r">${w.name()}</a></div>`;
const others = (w: Writer, n: number): string =>
  Array.from({ length: n }, (_, i) => `<li><a href="/t/${i + 1}">${w.headline()}</a></li>`).join("");
const page = (title: string, body: string): string => `<html><head><title>${title} - 江畔论坛</title></head><body>${body}</body></html>`;

export const threads: readonly Template[] = [
  {
    name: "posts as articles with a user's column (XenForo)",
    url: "https://www.example.com/threads/12345/",
    make(w) {
      const title = w.headline();
      const posts = postsOf(w, 6, 3);
      const drawn = posts.map(
        ({ user, time, text }) =>
          `<article class="message message--post js-post"><div class="message-cell message-cell--user"><section class="message-user"><h4 class="message-name"><a href="/members/1" class="username">${user}</a></h4><h5 class="userTitle">资深会员</h5><dl class="pairs"><dt>注册</dt><dd>2019/03/04</dd></dl><dl class="pairs"><dt>帖子</dt><dd>1,203</dd></dl></section></div><div class="message-cell message-cell--main"><header class="message-attribution"><ul><li><a href="#1"><time datetime="2024-05-01T10:00:00+0800">${time}</time></a></li><li><a href="#2">#2</a></li></ul></header><div class="message-content"><article class="message-body"><div class="bbWrapper">${text}</div></article></div><footer class="message-footer"><div class="message-actionBar"><a href="/report">举报</a> <a href="/quote">引用</a></div></footer></div></article>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<h1 class="p-title-value">${title}</h1><div class="block-body">${drawn.join("")}</div><ul>${others(w, 8)}</ul>`,
        ),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "posts for crawlers with schema.org types (Discourse)",
    url: "https://meta.example.com/t/topic/882",
    make(w) {
      const title = w.headline();
      const posts = postsOf(w, 5, 4);
      const drawn = posts.map(
        ({ user, time, text }, i) =>
          `<div id="post_${i + 1}" itemscope itemtype="http://schema.org/${i === 0 ? "DiscussionForumPosting" : "Comment"}" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a rel="nofollow" href="/u/1"><span itemprop="name">${user}</span></a></span> <span class="crawler-post-infos"><time class="post-time" datetime="2024-05-01">${time}</time><span itemprop="position">${i + 1}</span></span></div><div class="post" itemprop="text"><p>${text}</p></div><div itemprop="interactionStatistic"><span class="post-likes">3 个赞</span></div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div id="main-outlet"><div id="topic-title"><h1><a href="/t/topic/882">${title}</a></h1></div>${drawn.join("")}</div><div class="more">${others(w, 9)}</div>`,
        ),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "a question and answers by microdata under names of no meaning",
    url: "https://www.example.com/item/55102.html",
    make(w) {
      const title = `${w.headline()}是真的吗？`;
      const posts = postsOf(w, 4, 1).map((post, i) => (i === 0 ? post : { ...post, text: w.paragraph(2) }));
      const drawn = posts
        .slice(1)
        .map(
          ({ user, time, text }, i) =>
            `<div class="k3f" itemprop="${i === 0 ? "acceptedAnswer" : "suggestedAnswer"}" itemscope itemtype="https://schema.org/Answer"><div class="q9"><a href="/p/1">${user}</a><span>${time}</span></div><div class="z1" itemprop="text"><p>${text}</p></div><div class="b0"><span>赞同 ${w.below(90)}</span><span>收藏</span></div></div>`,
        );
      return {
        html: page(
          title,
          `${menu(w)}<div class="w" itemprop="mainEntity" itemscope itemtype="https://schema.org/Question"><h1 itemprop="name">${title}</h1><div class="x7" itemprop="text"><p>${posts[0]?.text}</p></div>${drawn.join("")}</div><div class="r2"><p>${w.paragraph(1)}</p><p>${w.paragraph(1)}</p><ul>${others(w, 6)}</ul></div>`,
        ),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "a table for each post, as boards of 2008 drew them",
    url: "http://bbs.example.com/dispbbs.asp?boardid=2&id=881",
    make(w) {
      const title = w.headline();
      const posts = postsOf(w, 6, 3);
      const drawn = posts.map(
        ({ user, time, text }, i) =>
          `<table cellpadding="5" class="tableborder1" width="97%"><tr><td width="175" class="t1"><b>${user}</b><br>等级：论坛游民<br>文章：${w.below(3000)}<br>积分：${w.below(9000)}<br>注册：2006年3月1日</td><td class="t2"><table><tr><td><a href="/say">短消息</a> <a href="/find">搜索</a> <a href="/mail">邮箱</a></td><td align="right">第 ${i + 1} 楼</td></tr></table><hr><b>${i === 0 ? title : ""}</b><br>${text}</td></tr><tr><td class="t1">${time}</td><td class="t2"><a href="/top">回到顶部</a></td></tr></table>`,
      );
      return {
        html: page(title, `${menu(w)}<table><tr><td>>> 本贴主题：${title}</td></tr></table>${drawn.join("")}`),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "an opening post with its own class, replies with hashed names",
    url: "https://bbs.example.com/626108811.html",
    make(w) {
      const title = w.headline();
      const [opening, ...replies] = postsOf(w, 7, 5);
      const drawn = replies.map(
        ({ user, time, text }) =>
          `<div class="post-reply_post-reply__D1M4P"><div class="post-reply_user__a"><a href="/u/2">${user}</a><span class="post-reply_time__c">${time}</span></div><div class="post-reply_post-reply-content__x7"><p>${text}</p></div><div class="todo-list_todo__z"><span>亮了(${w.below(99)})</span><span>回复</span></div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div class="index_bbs-post-web-main__D_K6v"><div class="index_post-wrapper__b"><h1 class="index_name__f">${title}</h1><div class="post-user_post-user__t"><a href="/u/1">${opening?.user}</a><span>${opening?.time}</span></div><div class="thread-content-detail"><p>${opening?.text}</p></div></div><div class="post-reply-list_wrapper__o"><div class="post-reply-list_title__p">全部回帖(7)</div>${drawn.join("")}</div></div><div class="rank">${others(w, 12)}</div>`,
        ),
        body: [opening, ...replies].map((post) => post?.text).join("\n"),
      };
    },
  },
  {
    name: "a long opening post and short replies of a group",
    url: "https://www.example.com/group/topic/301177311/",
    make(w) {
      const title = w.headline();
      const [opening, ...replies] = postsOf(w, 9, 9);
      const drawn = replies.map(
        ({ user, time, text }) =>
          `<li class="clearfix comment-item reply-item"><div class="user-face"><a href="/p"><img src="1.jpg"></a></div><div class="reply-doc content"><div class="bg-img-green"><h4><a href="/p">${user}</a><span class="pubtime">${time} 四川</span></h4></div><p class="reply-content">${text}</p><div class="operation-div"><a href="#">赞</a><a href="#">回应</a></div></div></li>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div id="content"><h1>${title}</h1><div class="article"><div class="topic-doc"><h3><span class="from"><a href="/p">${opening?.user}</a></span> <span class="create-time">${opening?.time}</span></h3><div class="topic-content"><div class="topic-richtext"><p>${opening?.text.replaceAll("。", "。</p><p>")}</p></div></div></div><ul class="topic-reply" id="comments">${drawn.join("")}</ul></div><div class="aside"><h2>最新讨论</h2><ul>${others(w, 8)}</ul></div></div>`,
        ),
        body: [opening, ...replies].map((post) => post?.text).join("\n"),
      };
    },
  },
  {
    name: "replies without any class, a list of names, times and remarks",
    url: "https://www.example.com/t/1029381",
    make(w) {
      const title = w.headline();
      const [opening, ...replies] = postsOf(w, 8, 4);
      const drawn = replies.map(
        ({ user, text }, i) => `<div><div><a href="/u/3">${user}</a> <span>${i + 1} 天前</span></div><div>${text}</div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div><h1>${title}</h1><div><a href="/u/1">${opening?.user}</a> <span>9 天前</span> <span>1203 次点击</span></div><div>${opening?.text}</div></div><div><div>8 条回复</div>${drawn.join("")}</div><div>${others(w, 6)}</div>`,
        ),
        body: [opening, ...replies].map((post) => post?.text).join("\n"),
      };
    },
  },
  {
    name: "an opening post with a source, and comments that are its replies",
    url: "https://forum.example.com/viewtopic.php?t=9",
    make(w) {
      const title = w.headline();
      const posts = postsOf(w, 5, 4);
      const drawn = posts.map(
        ({ user, time, text }) =>
          `<div class="post has-profile"><div class="inner"><dl class="postprofile"><dt><a href="/u" class="username">${user}</a></dt><dd>帖子: 88</dd></dl><div class="postbody"><div><h3><a href="#p1">Re: ${title}</a></h3><p class="author">由 <a href="/u">${user}</a> » ${time}</p><div class="content">${text}</div><div class="signature">签名：山高水长，来日方长，且行且珍惜。</div></div></div></div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<h2 class="topic-title"><a href="/t">${title}</a></h2>${drawn.join("")}<div class="copyright">Powered by phpBB</div>`,
        ),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "reviews with a score and votes",
    url: "https://movie.example.com/subject/1/comments",
    make(w) {
      const title = `${w.headline()}短评`;
      const posts = postsOf(w, 12, 1);
      const drawn = posts.map(
        ({ user, time, text }) =>
          `<div class="comment-item"><div class="comment"><h3><span class="comment-vote"><span class="votes">${w.below(999)}</span><a href="#">有用</a></span><span class="comment-info"><a href="/p">${user}</a><span>看过</span><span class="rating" title="力荐"></span><span class="comment-time">${time}</span></span></h3><p class="comment-content"><span class="short">${text}</span></p></div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<h1>${title}</h1><div class="mod-bd" id="comments">${drawn.join("")}</div><div class="aside"><p>导演: <a href="/d">${w.name()}</a></p><p>片长: 120分钟</p></div>`,
        ),
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "quotes, an opening question of one line, answers of several paragraphs",
    url: "https://ask.example.com/question/8812",
    make(w) {
      const title = `${w.headline()}，大家怎么看？`;
      const question = `${w.remark()}？想听听各位的看法。`;
      const answers = Array.from({ length: 4 }, () => ({
        user: w.name(),
        time: w.moment(),
        text: [w.paragraph(2), w.paragraph(1), w.paragraph(2)],
      }));
      const drawn = answers.map(
        ({ user, time, text }) =>
          `<div class="List-item"><div class="ContentItem AnswerItem"><div class="AuthorInfo"><a class="UserLink" href="/p">${user}</a><div class="AuthorInfo-detail">喜欢走路的人</div></div><div class="RichContent"><span class="RichText">${text.map((p) => `<p>${p}</p>`).join("")}</span><div class="ContentItem-time"><a href="/a">发布于 ${time}</a></div></div><div class="ContentItem-actions"><button>赞同 12</button><button>3 条评论</button></div></div></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div class="QuestionHeader"><h1 class="QuestionHeader-title">${title}</h1><div class="QuestionHeader-detail"><p>${question}</p></div></div><div class="QuestionAnswers">${drawn.join("")}</div><div class="Card"><div>相关问题</div><ul>${others(w, 7)}</ul></div>`,
        ),
        body: [question, ...answers.flatMap(({ text }) => text)].join("\n"),
      };
    },
  },
  {
    name: "an opening post far from its replies, other text between them",
    url: "https://bbs.example.com/topic/553",
    make(w) {
      const title = w.headline();
      const [opening, ...replies] = postsOf(w, 6, 4);
      const drawn = replies.map(
        ({ user, time, text }) =>
          `<div class="floor"><div class="f-info"><a href="/u/2">${user}</a><span class="f-time">${time}</span></div><div class="f-cont">${text}</div></div>`,
      );
      const between = `<div class="board"><div class="bd-1">${w.paragraph(2)}</div><div class="bd-2"><ul>${others(w, 14)}</ul></div></div>`;
      return {
        html: page(
          title,
          `${menu(w)}<div class="first"><h1>${title}</h1><div class="u"><a href="/u/1">${opening?.user}</a> ${opening?.time}</div><div class="txt">${opening?.text}</div></div>${between}<div class="floors">${drawn.join("")}</div>`,
        ),
        body: [opening, ...replies].map((post) => post?.text).join("\n"),
      };
    },
  },
  {
    name: "a patient's question and a doctor's answer beside other questions",
    url: "https://www.example.com/wenda/77812.html",
    make(w) {
      const title = `${w.headline()}要紧吗`;
      const question = w.paragraph(1);
      const answers = [w.paragraph(3), w.paragraph(2)];
      const drawn = answers.map(
        (text) =>
          `<div class="item"><div class="doc"><a href="/d/1">${w.name()}</a><em>主治医师</em><i>江畔县医院</i></div><div class="an"><p>${text}</p></div><div class="tm">${w.moment()}</div></div>`,
      );
      const more = Array.from(
        { length: 5 },
        () => `<dl><dt><a href="/wenda/1">${w.headline()}怎么办</a></dt><dd>${w.sentence()}</dd></dl>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<div class="qa"><div class="qs"><h1>${title}</h1><p>${question}</p><span>${w.moment()}</span></div><div class="ans"><h2>医生回答</h2>${drawn.join("")}</div></div><div class="more">${more.join("")}</div>`,
        ),
        body: [question, ...answers].join("\n"),
      };
    },
  },
  {
    name: "a letter to an office and its reply",
    url: "http://www.example.gov.cn/mailbox/detail.jsp?id=77",
    make(w) {
      const title = `关于${w.headline()}的来信`;
      const [letter, reply] = [w.paragraph(2), w.paragraph(3)];
      return {
        html: page(
          title,
          `${menu(w)}<table class="mail"><tr><th>来信标题</th><td>${title}</td></tr><tr><th>来信时间</th><td>2024-05-11</td></tr><tr><th>来信内容</th><td>${letter}</td></tr><tr><th>答复单位</th><td>江畔县住房和城乡建设局</td></tr><tr><th>答复时间</th><td>2024-05-15</td></tr><tr><th>答复内容</th><td>${reply}</td></tr></table><div class="ft">江畔县人民政府办公室主办</div>`,
        ),
        body: `来信标题\t${title}\n来信时间\t2024-05-11\n来信内容\t${letter}\n答复单位\t江畔县住房和城乡建设局\n答复时间\t2024-05-15\n答复内容\t${reply}`,
      };
    },
  },
  {
    name: "short posts of a microblog's thread",
    url: "https://www.example.com/status/5021",
    make(w) {
      const posts = postsOf(w, 10, 2);
      const drawn = posts.map(
        ({ user, time, text }) =>
          `<div class="feed-item"><div class="feed-head"><a href="/u/5" class="nick">${user}</a><a href="/status/1" class="time">${time}</a></div><div class="feed-text">${text}</div><div class="feed-bar"><a href="#">转发 ${w.below(30)}</a><a href="#">评论 ${w.below(30)}</a><a href="#">赞 ${w.below(90)}</a></div></div>`,
      );
      return {
        html: `<html><head><title>${posts[0]?.user}的动态 - 江畔</title></head><body>${menu(w)}<div class="list">${drawn.join("")}</div><div class="side"><ul>${others(w, 7)}</ul></div></body></html>`,
        body: bodyOf(posts),
      };
    },
  },
  {
    name: "a long opening post and three short replies",
    url: "https://www.example.com/forum.php?mod=viewthread&tid=8",
    make(w) {
      const title = w.headline();
      const [opening, ...replies] = postsOf(w, 3, 14);
      const drawn = [opening, ...replies].map(
        (post, i) =>
          `<div id="post_${i}" class="plhin"><table><tr><td class="pls"><div class="authi"><a href="/u">${post?.user}</a></div><dl><dt>主题</dt><dd>${w.below(99)}</dd><dt>积分</dt><dd>${w.below(999)}</dd></dl></td><td class="plc"><div class="pti"><em>发表于 ${post?.time}</em></div><div class="pct"><div class="pcb"><table><tr><td class="t_f">${post?.text.replaceAll("。", "。<br>")}</td></tr></table></div></div></td></tr></table></div>`,
      );
      return {
        html: page(
          title,
          `${menu(w)}<h1 class="ts"><span id="thread_subject">${title}</span></h1><div id="postlist">${drawn.join("")}</div><div class="bm">${others(w, 9)}</div>`,
        ),
        body: [opening, ...replies].map((post) => post?.text).join("\n"),
      };
    },
  },
];
