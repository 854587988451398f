import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Converter } from "opencc-js";
import { afterAll, expect, it } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { queryLanguage } from "../../src/pipeline/query-language.js";
import { parseSearch } from "../../src/search/parse-search.js";
import { openSqliteStore } from "../../src/store/sqlite/store.js";
import { buildDocument } from "../support/document.js";

/** What a document says, and what is asked of it. */
type Pair = readonly [said: string, asked: string];

const language = queryLanguage(loadDictionary());
const toTraditional = Converter({ from: "cn", to: "tw" });
const toSimplified = Converter({ from: "tw", to: "cn" });
const folder = mkdtempSync(join(tmpdir(), "zhengwen-meets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The pairs of which the document is found (or not) by what is asked. */
async function foundOf(pairs: readonly Pair[]): Promise<Pair[]> {
  const store = openSqliteStore(join(folder, `${pairs.length}.db`));
  try {
    const ids: string[] = [];
    for (const [number, [said]] of pairs.entries()) {
      // what has no character of one script alone is read by what stands around it
      const around = toTraditional(said) === said && toSimplified(said) !== said ? "這裡說明" : "";
      const original = `甲${number}：${around}${said}。\n`;
      const document = buildDocument({ url: `https://a.example/${number}`, original, text: language.normalise(original) });
      ids.push(document.id);
      await store.put(document);
    }
    const found: Pair[] = [];
    for (const [number, pair] of pairs.entries()) {
      const { where } = parseSearch({ query: pair[1] }, language);
      const both = { is: "and", of: [where, { is: "id", ids: [ids[number] ?? ""] }] } as const;
      const { total } = await store.search({ where: both, words: [], sort: "date", page: 1, size: 1 });
      if (total > 0) found.push(pair);
    }
    return found;
  } finally {
    await store.close();
  }
}

/** Every two words of one meaning; characters of one sign and several meanings, in both scripts. */
function meeting(): Pair[] {
  const lines = readFileSync("dictionaries/search/synonyms.txt", "utf8").split("\n");
  const groups = lines.filter((line) => /^[^#!]/.test(line.trim())).map((line) => (line.split("!")[0] ?? "").trim().split(/\s+/));
  const synonyms = groups.flatMap((words) =>
    words.slice(1).flatMap((word): Pair[] => [
      [words[0] ?? "", word],
      [word, words[0] ?? ""],
    ]),
  );
  const confusable =
    "以后 皇后 后天 干燥 干部 干涉 树干 饼干 台风 台湾 电视台 里面 公里 乡里 发展 理发 头发 只有 船只 一只 面粉 方面 表格 钟表 制度 制造 复杂 恢复 复印 系统 联系 关系 准备 标准 征收 特征 长征 松树 放松 才能 人才 云南 人云亦云 斗争 北斗 谷物 山谷 范围 模范 余额 游泳 旅游 岳阳 占领 占卜 周围 周年 朱砂 注册 注水 症状 志愿 杂志 签字 竹签 向导 方向 御寒 防御 了解 瞭望 历史 日历 获得 收获 当前 典当 尽量 尽快 致力 精致 细致";
  const words = [...confusable.split(" "), ...groups.flatMap((group) => group.slice(0, 1))];
  const scripts = words.flatMap((word): Pair[] => {
    const traditional = toTraditional(word);
    return traditional === word
      ? []
      : [
          [word, traditional],
          [traditional, word],
        ];
  });
  return [...synonyms, ...scripts];
}

const departments =
  "教育 财政 商务 外交 国防 公安 民政 司法 水利 农业农村 生态环境 自然资源 住建 交通运输 人社 科技 工信 文旅 应急管理 退役军人事务".split(
    " ",
  );

/** A shorter name in a longer word, a number in a longer one, words parted by a mark, and what is asked as written. */
const apart: readonly Pair[] = [
  ...departments.map((name): Pair => [`各级${name}部门要抓好落实`, `${name}部`]),
  ...([
    ["15", "5"],
    ["15.3", "5.3"],
    ["1,234.5", "234.5"],
    ["13000", "3000"],
    ["147", "47"],
    ["20170", "2017"],
    ["13亿元", "3亿元"],
  ] as const),
  ...([
    ["5.3", "5"],
    ["3,000", "300"],
    ["BIM2", "BIM"],
    ["GB50378", "50378"],
    ["A1", "1"],
    ["2023", "23"],
    ["100%", "10"],
  ] as const),
  ...["、", "，", "。", "；", "：", "！", "？", "\n", "\t"].map((mark): Pair => [`绿色${mark}建筑`, "绿色建筑"]),
  ...["绿色", "建筑", "发展", "规划", "业务", "经济", "质量", "产业", "环境", "国务院", "资金", "补贴"].map(
    (word): Pair => [word, `script:as-written ${word === toTraditional(word) ? `${word}號` : toTraditional(word)}`],
  ),
  ...["綠色", "建築", "發展", "規劃", "業務", "經濟", "質量", "產業", "環境", "國務院", "資金", "補貼"].map(
    (word): Pair => [word, `script:as-written ${language.normalise(word)}`],
  ),
];

it("finds whatever says the same, in either script and vocabulary", async () => {
  const pairs = meeting();
  expect(pairs.length).toBeGreaterThanOrEqual(400);
  const found = new Set(await foundOf(pairs));
  expect(pairs.filter((pair) => !found.has(pair))).toEqual([]);
}, 120_000);

it("keeps apart what only looks alike", async () => {
  const pairs = apart.filter(([said, asked]) => !asked.endsWith(` ${said}`));
  expect(pairs.length).toBeGreaterThanOrEqual(60);
  expect(await foundOf(pairs)).toEqual([]);
}, 60_000);
