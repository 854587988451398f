import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { saidIn } from "../../../src/api/pages/said.js";
import { loadDictionary } from "../../../src/dictionary/load.js";
import { defaultLimits } from "../../../src/pipeline/limits.js";
import { runPipeline } from "../../../src/pipeline/pipeline.js";

const dictionary = loadDictionary();
const samples = join(import.meta.dirname, "../../../samples");
/** Notes that hold nothing but what stands in the page: an address, a line, a selector. */
const ofThePage = /^(?:next-page|subtitle|body\.(?:site|container|thread|score)|attachment\..*)$/;

/** What the code says in other cases than the samples'. */
const others: readonly (readonly [string, string])[] = [
  ["The bytes are docx: the document is its text.", "字节是 docx 文件：文件的文字就是正文。"],
  [
    "UTF-8 read as Latin-1, GBK read as Big5 and saved again: undone in 3 lines.",
    "UTF-8 被读作 Latin-1、GBK 被读作 Big5后又存了一次：已还原 3 行。",
  ],
  ["UTF-8 read as GBK and saved again: undone in 12 lines.", "UTF-8 被读作 GBK后又存了一次：已还原 12 行。"],
  ["7 characters could not be decoded.", "有 7 个字符无法解码。"],
  ["The meta says big5, the bytes are gb18030.", "网页的 meta写的是 big5，实际是 gb18030。"],
  ["2024-05-20: the line under the title, where it is called an update", "2024-05-20：标题下写明更新的行"],
  ["2024-05-20T09:30:00+08:00: the tag PubDate", "2024-05-20T09:30:00+08:00：标签 PubDate"],
  ["the first heading, shown on the page", "第一个标题元素，网页上也有"],
  [
    "publishedAt: the text says 2024-01-01, the metadata table says 2024-01-02.",
    "publishedAt：正文写的是 2024-01-01，信息表写的是 2024-01-02。",
  ],
  ["第三条 follows 第一条: the numbering jumps.", "第三条 接在 第一条 之后：编号有跳跃。"],
  [
    "a line break inside a sentence: 3 undone, 1 of them not certain, 2 left as they are",
    "句子中间的换行：已还原 3 处，其中 1 处不确定，2 处保持原样",
  ],
  ["附件.docx: a line break inside a sentence: 3 undone", "附件.docx：句子中间的换行：已还原 3 处"],
  ["9 of 10 documents that were asked for.", "所取的 10 份文件中有 9 份如此。"],
  ["None of 20 entries bears a date; usually 95 % do.", "20 个条目都没有日期；通常有日期的占 95 %。"],
  ["80 % of 20 pages were no documents; usually 5 % are none.", "20 个网页中有 80 % 不是文件；通常为 5 %。"],
  ["Titles: 10 % hold Chinese characters, usually 98 %.", "标题：有汉字的占 10 %，通常为 98 %。"],
  ["Bodies: they are 9000 characters long, usually 400.", "正文：长 9000 个字符，通常为 400 个。"],
  [
    "Nothing new since 2024-05-20, for over 12 working days; usually something comes within 30 working hours.",
    "自 2024-05-20 起没有新内容，已有 超过 12 个工作日；通常每 30 个工作小时 就有。",
  ],
];

describe("what the code says, in the language of the page", () => {
  it.each(others)("%s", (english, chinese) => {
    expect(saidIn(english, "zh-Hans")).toEqual({ text: chinese });
    expect(saidIn(english, "en")).toEqual({ text: english });
  });

  it.each(["hangzhou-subsidy.html", "kaiping.txt", "ninghai-notice.html", "taipei-big5.html", "zhuzhou-gbk-as-utf8.html"])(
    "nothing of it stays English in the notes of %s",
    (name) => {
      const { document } = runPipeline(
        {
          bytes: readFileSync(join(samples, name)),
          url: null,
          finalUrl: null,
          contentType: null,
          fetchedAt: "2024-06-29T08:00:00+08:00",
          hints: {},
          attachments: [],
        },
        { dictionary, limits: defaultLimits },
      );
      const said = document.notes.filter(({ code }) => !ofThePage.test(code));
      expect(said.length).toBeGreaterThan(2);
      expect(said.filter(({ message }) => saidIn(message, "zh-Hans").lang !== undefined)).toEqual([]);
    },
  );

  it("leaves as it is, and marks as English, what it does not know", () => {
    expect(saidIn("Something new happened.", "zh-Hant")).toEqual({ text: "Something new happened.", lang: "en" });
    expect(saidIn("", "zh-Hans")).toEqual({ text: "", lang: "en" });
  });
});
