import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from "jsonc-parser";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Dictionary, readDictionary } from "../../src/dictionary/load.js";
import { ZhengwenError } from "../../src/model/errors.js";

type Part = keyof Dictionary;

/** A row that is put at the end of a file: which part of the dictionary must refuse it, and how. */
const rows: readonly (readonly [file: string, part: Part, row: string, reason: string])[] = [
  ["words.txt", "segmenter", "高质量发展 100", "`word [[frequency] tag]`"],
  ["words.txt", "segmenter", "", "`word [[frequency] tag]`"],
  ["words.txt", "segmenter", "# words", "`word [[frequency] tag]`"],
  ["keyword-weights.txt", "segmenter", "的", "`word weight`"],
  ["derived/bigrams.txt", "damage", "基金 173", "`word count kinds followers`"],
  ["derived/borders.txt", "borders", "company left:v", "a feature and its weight"],
  ["derived/borders.txt", "borders", "company none 1\ncompany none 2", "none stands twice"],
  ["derived/name-characters.txt", "names", "given A 伟", "a class and names"],
  ["derived/name-characters.txt", "names", "given 3 伟", "伟 stands twice"],
  ["repair/repair-words.txt", "damage", "双碳 双-碳", "双-碳"],
  ["search/policy-words.txt", "terms", "放管服 放/管/服", "放/管/服"],
  ["search/policy-words.txt", "terms", "发".repeat(32), "发发"],
  ["search/stopwords.txt", "terms", "工作，推进", "工作，推进"],
  ["search/synonyms.txt", "synonyms", "甲乙丙丁", "two words"],
  ["search/synonyms.txt", "synonyms", "甲乙丙丁 甲乙-丙丁", "甲乙-丙丁"],
  ["search/synonyms.txt", "synonyms", "甲乙丙丁 甲乙丙丁", "already"],
  ["persons/posts.txt", "names", "beside 局长", "beside"],
  ["persons/posts.txt", "names", "both 长", "长"],
  ["persons/surnames.txt", "names", "慕容家", "慕容家"],
  ["persons/public-figures.txt", "names", "张", "张"],
  ["persons/given-names.txt", "names", "伟a", "伟a"],
  ["persons/japanese-surnames.txt", "names", "森", "森"],
  ["persons/foreign-names.txt", "names", "A", "A"],
  ["persons/name-parts.txt", "names", "扎", "扎"],
  ["persons/not-given.txt", "names", "部", "部"],
  ["organisations/mainland.txt", "agencies", "ministry 教育部", "a kind and names"],
  ["organisations/companies.txt", "agencies", "company", "a kind and names"],
  ["organisations/schools.txt", "agencies", "institution@US 甲乙丙丁大学", "a kind and names"],
  ["organisations/media.txt", "agencies", "institution 甲乙丙丁报  丁报", "a kind and names"],
  ["organisations/world.txt", "agencies", "other 甲乙丙丁联盟 甲", "a kind and names"],
  ["organisations/hongkong.txt", "agencies", "government@HK 甲乙丙丁署 甲乙丙丁署", "stands twice"],
  ["organisations/macau.txt", "agencies", "government@MO 甲乙丙丁局 甲#乙", "a kind and names"],
  ["organisations/taiwan.txt", "agencies", "government@TW", "a kind and names"],
  ["derived/listed-companies.txt", "agencies", "company@US 甲乙丙丁", "a kind and names"],
  ["places/abolished.txt", "places", "110103 崇文区 999999", "a division of today"],
  ["places/aliases.txt", "places", "long 150000 内蒙", "short, supported or town"],
  ["places/aliases.txt", "places", "short 999999 内蒙", "a division of today"],
  ["places/stop.txt", "places", "sometimes 资源", "sometimes"],
  ["places/regions.txt", "places", "830000 province 甲省", "the code of a region"],
  ["places/regions.txt", "places", "710000 county 甲县", "province or prefecture"],
  ["places/regions.txt", "places", "710000 prefecture 甲市 | =甲", "begins with its name"],
  ["places/abroad.txt", "places", "USA 美国", "ISO 3166"],
  ["places/abroad.txt", "places", "US", "ISO 3166"],
];

/** A value that is put into a JSON file in the place of another, or beside the others. */
const values: readonly (readonly [file: string, part: Part, path: JSONPath, value: unknown])[] = [
  ["search/name-words.json", "nameWords", ["longer", "after", "部"], "门"],
  ["search/name-words.json", "nameWords", ["tails", 0], "委"],
  ["search/title-forms.json", "titleForms", ["bringsOut"], "印发"],
  ["search/title-forms.json", "titleForms", ["drafts", 0], "a"],
  ["repair/script.json", "script", ["phrases", 0, 1], "a"],
  ["repair/damage.json", "damage", ["questions", 0], ""],
  ["repair/radicals.json", "damage", ["一"], "一"],
  ["repair/private-use.json", "damage", ["一"], "一"],
  ["places/letters.json", "places", ["provinces", "京"], "999999"],
  ["places/letters.json", "places", ["countries", "strong"], "吖"],
  ["places/zones.json", "places", [0, "members", 0], "11"],
  ["places/zones.json", "places", [0, "within"], "999999"],
  ["places/not-places.json", "places", ["phrases", 0], 1],
  ["places/name-forms.json", "places", ["peoples", 0], "回 族"],
  ["organisations/name-forms.json", "agencies", ["topmost", 0], ""],
  ["organisations/contexts.json", "agencies", ["posts"], []],
  ["organisations/press.json", "agencies", ["roles", 0], 1],
  ["organisations/company-words.json", "agencies", ["heads", "third"], ["董事"]],
  ["persons/contexts.json", "names", ["acts", 0], "发 言"],
  ["persons/name-forms.json", "names", ["times", 0, "second"], ""],
  ["places/name-forms.json", "places", ["suffixes", 0], ""],
  ["organisations/agencies.json", "agencies", ["suffixes", "ministry"], ["部"]],
  ["organisations/company-words.json", "agencies", ["fullEnds", 0], ""],
  ["organisations/contexts.json", "agencies", ["glued", "posts", 0], "协会 会长"],
  ["organisations/name-forms.json", "agencies", ["leads", "level"], ""],
  ["organisations/press.json", "agencies", ["roles", 0], 1],
  ["persons/contexts.json", "names", ["behind", 0], ""],
  ["persons/name-forms.json", "names", ["times", 0, "first"], 1],
  ["documents/kinds.json", "kinds", ["titles", "poem"], ["诗"]],
  ["documents/numbering.json", "numbering", ["spoken", "chineseLegalSimplified", "digits"], "壹贰"],
  ["documents/numbering.json", "numbering", ["spokenBelowHundred", "chineseCounting", "spoken"], "none"],
  ["documents/titles.json", "titleWords", ["endings", 0], ""],
  ["documents/titles.json", "titleWords", ["bodies"], []],
  ["documents/document-numbers.json", "citations", ["orders", 0], ""],
  ["documents/works.json", "citations", ["said"], ["史记"]],
  ["documents/parts.json", "partWords", ["contents"], []],
  ["documents/parts.json", "partWords", ["statements", 0], { word: "须", before: "x" }],
  ["documents/facts.json", "factWords", ["said"], ["指出"]],
  ["documents/issuers.json", "issuerWords", ["acts", 0], ""],
  ["documents/issuers.json", "issuerWords", ["codes", "国发"], "国"],
  ["documents/kinds.json", "kinds", ["relations", "before", 0, 0], "提及"],
  ["pages/chrome.json", "chrome", ["threads", "posts", 0], ""],
  ["pages/labels.json", "labels", ["published", 0], 1],
  ["pages/links.json", "linkTexts", ["next", 0], ""],
  ["pages/non-documents.json", "nonDocuments", ["soft 404", "titles", 0], ""],
  ["pages/post-times.json", "postTimes", ["units"], []],
  ["pages/containers.json", "sites", [0, "selectors", 0], "div > p:has("],
  ["pages/sites/baike.json", "sites", ["hosts", 0], "*.com"],
  ["pages/urls.json", "urls", ["tracking", 0], "UTM_*"],
  ["values/units.json", "measures", [0, "dimension"], "weight"],
  ["values/counters.json", "measures", [0, "dimension"], "weight"],
  ["values/currencies.json", "measures", [0, "code"], "rmb"],
  ["values/bounds.json", "measures", ["before", "around"], ["约"]],
  ["values/money-words.json", "measures", ["money", 0], ""],
  ["values/set-phrases.json", "measures", [0], ""],
  ["values/instruments.json", "instruments", ["kinds", "gift"], ["礼金"]],
  ["values/per-units.json", "instruments", ["counters", 0], ""],
  ["values/recipients.json", "instruments", ["ends", 0], 1],
  ["documents/measure-words.json", "measureWords", ["relief", "priority"], []],
  ["values/subjects.json", "counted", [0, "because"], ""],
  ["values/amounts.json", "amountWords", ["changes", "verbs", 0], ""],
  ["values/dates.json", "calendar", ["year", "eras", 0], { word: "元年" }],
  ["values/festivals.json", "calendar", [0, "days"], [1]],
  ["values/festivals.json", "calendar", [0, "term"], "清明"],
  ["values/festivals.json", "calendar", [0, "solar"], "13-01"],
  ["values/holidays.json", "calendar", ["2024", "春假"], ["2024-02-10", "2024-02-17"]],
  ["values/holidays.json", "calendar", ["2024", "春节"], ["2024-02-10", "17 February"]],
  ["values/periods.json", "calendar", ["plans", 0, "from"], "1953"],
];

const original = join(import.meta.dirname, "..", "..", "dictionaries");
const folder = mkdtempSync(join(tmpdir(), "zhengwen-rows-"));
const load = (part: Part) => {
  const { [part]: loaded } = readDictionary(folder);
  // the one part that leaves its largest files for later
  if (part === "damage") (loaded as Dictionary["damage"]).bigrams();
};

cpSync(original, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** What is thrown, which must be the error of the dictionary. */
function refusal(run: () => void): string {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(ZhengwenError);
    expect((error as ZhengwenError).code).toBe("dictionary.invalid");
    return (error as ZhengwenError).message;
  }
  return "nothing was refused";
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

describe.each(rows)("%s, part %s", (file, part, row, reason) => {
  const text = readFileSync(join(original, file), "utf8");
  beforeEach(() => () => writeFileSync(join(folder, file), text));

  test(`refuses ${JSON.stringify(row)} by file and line`, () => {
    appendFileSync(join(folder, file), `${row}\n`);
    const message = refusal(() => load(part));
    expect(message).toContain(` ${file}:${text.split("\n").length}: `);
    expect(message).toContain(reason);
  });
});

describe.each(values)("%s, part %s", (file, part, path, value) => {
  const text = readFileSync(join(original, file), "utf8");
  beforeEach(() => () => writeFileSync(join(folder, file), text));

  test(`refuses ${JSON.stringify(value)} at ${path.join(".")} by file and line`, () => {
    const bad = applyEdits(text, modify(text, path, value, {}));
    writeFileSync(join(folder, file), bad);
    const root = parseTree(bad);
    const node = root && findNodeAtLocation(root, path);
    expect(refusal(() => load(part))).toContain(` ${file}:${lineAt(bad, node?.offset ?? Number.NaN)}: `);
  });

  test("refuses what is no JSON by file and line", () => {
    writeFileSync(join(folder, file), text.replace(/[}\]]\s*$/, ""));
    const end = text.replace(/[}\]]\s*$/, "").split("\n").length;
    expect(refusal(() => load(part))).toMatch(new RegExp(` ${file}:${end}: `));
  });
});

test("every file below dictionaries/ has a row here that is refused, and the profiles of sites one for all", () => {
  const files = readdirSync(original, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:txt|json)$/.test(file));
  const covered = new Set([...rows, ...values].map(([file]) => file));
  const isOneOfMany = (file: string) => file.startsWith("pages/sites/");
  expect(files.filter((file) => !covered.has(file) && !isOneOfMany(file))).toEqual([]);
});

test("every file is read by a part of the dictionary: a file that is missing is named", () => {
  const files = [...new Map([...rows, ...values].map(([file, part]) => [file, part])).entries()];
  for (const [file, part] of files) {
    if (file.startsWith("pages/sites/")) continue;
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    rmSync(path);
    expect(refusal(() => load(part))).toContain(` ${file}: ENOENT`);
    writeFileSync(path, text);
  }
});

test("the files as they stand are good", () => {
  for (const part in readDictionary(folder)) load(part as Part);
});
