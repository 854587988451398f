import { describe, expect, it } from "vitest";
import { adviceOn } from "../../../src/api/pages/query-advice.js";
import { mistakeOf } from "../../../src/api/pages/query-mistake.js";
import { loadDictionary } from "../../../src/dictionary/load.js";
import { ZhengwenError } from "../../../src/model/errors.js";
import { queryLanguage } from "../../../src/pipeline/query-language.js";
import { parseSearch, type SearchParameters } from "../../../src/search/parse-search.js";

const language = queryLanguage(loadDictionary());

function mistakeIn(parameters: SearchParameters) {
  try {
    parseSearch(parameters, language);
  } catch (cause) {
    if (cause instanceof ZhengwenError) return mistakeOf(cause);
    throw cause;
  }
  throw new Error("the search is understood");
}

/** A search for each mistake that the parser tells, and where it stands. */
const mistakes: readonly (readonly [SearchParameters, number | null, RegExp])[] = [
  [{ query: "(绿色" }, 0, /括号没有闭合/],
  [{ query: "绿色)" }, 2, /没有开头/],
  [{ query: '"绿色' }, 0, /引号没有闭合/],
  [{ query: "OR 绿色" }, 0, /OR 两边/],
  [{ query: "AND 绿色" }, 0, /AND 两边/],
  [{ query: "绿色 NOT" }, 3, /^NOT 排除/],
  [{ query: "title:、" }, 6, /title: 后面要有词/],
  [{ query: "titel:绿色" }, 0, /没有 titel: 这个字段。可用：title: in: issuer:/],
  [{ query: "money:" }, 6, /money: 后面要紧跟/],
  [{ query: "in:head 绿色" }, 3, /in: 只能是 title/],
  [{ query: "number:、" }, 7, /number: 后面要有文号/],
  [{ query: "place:没有这里" }, 6, /"没有这里" 不是地名/],
  [{ query: "money:很多" }, 6, /"很多" 不是金额/],
  [{ query: "enterprises:很多" }, 12, /"很多" 不是数量范围/],
  [{ query: "date:昨天" }, 5, /"昨天" 不是日期范围/],
  [{ query: "kind:x" }, 5, /没有 "x" 这个文种；可用：notice/],
  [{ query: "instrument:x" }, 11, /没有 "x" 这个资金类型；可用：award/],
  [{ query: "script:x" }, 7, /script: 只能是 hans/],
  [{ query: "may:kind:notice" }, 4, /may: 后面是范围/],
  [{ query: "字".repeat(501) }, null, /有 501 个字符；上限为 500/],
  [{ query: Array.from({ length: 40 }, (_, i) => `词${i}`).join(" ") }, null, /个词和条件/],
  [{ query: "-绿色" }, null, /只有排除/],
  [{ query: "、。" }, null, /没有可供检索/],
  [{ query: "绿色", page: "2000", size: "10" }, null, /翻页超过了 10000/],
  [{ query: "绿色", from: "2024-02-01", to: "2024-01-01" }, null, /晚于结束日期/],
  [{ query: "绿色", place: "没有这里" }, null, /不是地名/],
  [{ query: "绿色", money: "x", enterprises: "y" }, null, /"x" 不是金额.*"y" 不是数量范围/],
  [{ query: "绿色", page: "x" }, null, /参数 page 的值不对/],
];

describe("what is wrong with a query, told in the reader's language", () => {
  it.each(mistakes)("%j", (parameters, at, expected) => {
    const mistake = mistakeIn(parameters);
    expect(mistake?.at).toBe(at);
    expect(adviceOn(mistake?.detail ?? "", "zh-Hans")).toMatch(expected);
    expect(adviceOn(mistake?.detail ?? "", "en")).not.toMatch(/Compare it with/);
  });

  it("says something of a mistake that it does not know", () => {
    expect(adviceOn("Something new.", "en")).toBe("Compare it with “How to write a query”.");
  });

  it("is no mistake of a query where something else failed", () => {
    expect(mistakeOf(new ZhengwenError("store.unavailable"))).toBeNull();
  });
});
