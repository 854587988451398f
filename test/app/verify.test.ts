import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Services } from "../../src/app/services.js";
import { type Finding, verify } from "../../src/app/verify.js";
import { matching } from "../../src/export/matching.js";
import type { StoredRecord } from "../../src/model/record.js";
import { compareQuotation } from "../../src/search/verify/compare.js";
import { buildDocument } from "../support/document.js";
import { type HeldSamples, holdSamples } from "../support/served-samples.js";

let held: HeldSamples;
let services: Services;
let records: StoredRecord[];

beforeAll(async () => {
  held = await holdSamples();
  services = held.services;
  records = [];
  for await (const record of matching(services.store, { is: "all" })) records.push(record);
}, 120_000);
afterAll(() => held.close());

interface Statement {
  readonly text: string;
  readonly kind: Finding["kind"];
  /** what is checked, as it stands in the text */
  readonly claim: string;
  readonly genuine: boolean;
}

/** The same numbers in every run: 0 to below 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A slip of the pen: a character lost, another one in its place, or a digit changed. */
function slip(text: string, random: () => number, only?: RegExp): string {
  const places = [...text].flatMap((character, i) => ((only ?? /\p{Script=Han}|\d/u).test(character) ? [i] : []));
  const characters = [...text];
  const at = places[Math.floor(random() * places.length)] ?? 0;
  const was = characters[at] ?? "";
  if (/\d/.test(was)) characters[at] = String((Number(was) + 1 + Math.floor(random() * 8)) % 10);
  // without its first or last character a quotation is still one
  else if (at > 0 && at < characters.length - 1 && random() < 0.4) characters.splice(at, 1);
  else characters[at] = was === "不" ? "可" : "不";
  return characters.join("");
}

/** The figures of a record, each with the clause around it, whole: half a word beside a figure may change what it says. */
function figuresIn({ text, entities }: StoredRecord) {
  const figures = entities.filter(
    ({ type, in: where, text: said }) => /money|Count|quantity/.test(type) && where === "body" && /\d/.test(said),
  );
  return figures
    .map(({ text: said, textStart, textEnd }) => ({
      text: said,
      before: /[^，。！？；\n]*$/.exec(text.slice(0, textStart))?.[0] ?? "",
      after: /^[^，。！？；\n]*/.exec(text.slice(textEnd))?.[0] ?? "",
    }))
    .filter(({ before, after }) => !/[“”《》\t]/.test(before + after));
}

/** Statements about held documents, each once as the document has it and once with a slip. */
function statements(random: () => number): Statement[] {
  const made: Statement[] = [];
  const add = (kind: Finding["kind"], claim: string, text: (claim: string) => string, only?: RegExp) => {
    const wrong = slip(claim, random, only);
    made.push({ kind, claim, text: text(claim), genuine: true }, { kind, claim: wrong, text: text(wrong), genuine: false });
  };
  for (const record of records) {
    const { title, documentNumber, text } = record;
    if (title === null) continue;
    const named = `《${title}》`;
    for (const act of ["按照", "根据", "为落实"]) add("title", title, (claim) => `${act}《${claim}》的要求办理。`);
    if (documentNumber) add("number", documentNumber, (claim) => `按照${named}（${claim}）的要求办理。`, /\d/);
    // clauses alone, and each with the next one: many a quotation is part of a sentence
    const clauses = [...text.matchAll(/[^，。！？；：\n\t“”《》「」]{9,60}/g)];
    for (const [i, clause] of clauses.entries()) {
      add("quotation", clause[0].trim(), (claim) => `${named}提出：“${claim}。”`);
      const next = clauses[i + 1];
      const both = next ? text.slice(clause.index, next.index + next[0].length) : "";
      if (/^[^。！？\n\t“”《》「」]{20,}$/.test(both)) add("quotation", both.trim(), (claim) => `${named}要求，“${claim}”。`);
    }
    for (const { text: figure, before, after } of figuresIn(record)) {
      add("figure", figure, (claim) => `${named}提出，${before}${claim}${after}。`, /[1-9]/);
    }
  }
  return made;
}

describe("verify", () => {
  it("confirms what stands there, and never what was altered: 500 statements, half of them with a slip", { timeout: 300_000 }, async () => {
    const random = numbers(20240531);
    const all = statements(random);
    const chosen: Statement[] = [];
    for (const kind of ["number", "title", "figure", "quotation"] as const) {
      const pairs = all.filter((one) => one.kind === kind).slice(0, 500 - chosen.length);
      chosen.push(...(kind === "figure" ? pairs.slice(0, 160) : pairs));
    }
    expect(chosen).toHaveLength(500);
    const missed: string[] = [];
    const wrong: string[] = [];
    for (const { text, kind, claim, genuine } of chosen) {
      const findings = await verify(text, services);
      const about = findings.filter(
        (finding) => finding.kind === kind && text.indexOf(claim) < finding.end && finding.start < text.indexOf(claim) + claim.length,
      );
      for (const { quote, start, end } of findings) expect(text.slice(start, end)).toBe(quote);
      const confirmed = about.length > 0 && about.every(({ verdict }) => verdict === "exact");
      if (genuine && !confirmed) missed.push(`${kind} ${about.map(({ verdict }) => verdict)} ${text}`);
      if (!genuine && about.some(({ verdict }) => verdict === "exact")) wrong.push(`${kind} ${text}`);
    }
    expect(wrong).toEqual([]);
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(5);
  });

  it("shows the passage as published, and the difference", async () => {
    const record = records.find(({ title, documentNumber }) => title !== null && documentNumber !== null);
    const number = (record?.documentNumber ?? "").replace(/\d(?=号)/, (digit) => String((Number(digit) + 1) % 10));
    const findings = await verify(`依照《${record?.title}》（${number}）办理。`, services);
    const altered = findings.find(({ kind }) => kind === "number");
    expect(altered).toMatchObject({ verdict: "altered", document: { id: record?.id, number: record?.documentNumber } });
    expect(altered?.difference?.said).toMatch(/^\d+$/);
    for (const { passage } of findings) expect(record?.original.slice(passage?.start, passage?.end)).toBe(passage?.text);
  });

  it("knows what it does not hold, and what another document repeals", async () => {
    const old = buildDocument({
      title: "关于旧事的通知",
      text: "自发布之日起施行。\n",
      documentNumber: "测政发〔2001〕1号",
      documentNumbers: ["测政发〔2001〕1号"],
    });
    const text = "《关于旧事的通知》（测政发〔2001〕1号）同时废止。\n";
    const cites = [{ title: "关于旧事的通知", number: "测政发〔2001〕1号", relation: "repeals" as const, start: 0, end: text.length - 2 }];
    const repealing = buildDocument({ title: "关于新事的通知", text, cites });
    await services.store.putAll([{ document: old }, { document: repealing }]);
    const said = await verify("根据《关于旧事的通知》（测政发〔2001〕1号）办理。", services);
    expect(said.map(({ kind, verdict }) => [kind, verdict])).toEqual([
      ["title", "repealed"],
      ["number", "repealed"],
    ]);
    expect(said[0]?.passage?.text).toBe(text.trim());
    const unknown = await verify("根据《关于月球采矿管理的暂行规定》（测政发〔1999〕9号）办理，奖励300万元。", services);
    expect(unknown.map(({ verdict }) => verdict)).toEqual(["not held", "not held", "not held"]);
    expect(await verify("今天天气很好。", services)).toEqual([]);
  });
});

describe("a quotation", () => {
  const text = "各地要加快推广绿色建材，\n扩大应用范围。政府投资工程率先采用。";
  it.each([
    ["加快推广绿色建材，扩大应用范围", "exact", null],
    ["加快推广绿色建材，扩大应用范围。", "exact", null],
    ["加快推广绿色建材扩大应用范围", "altered", { said: "", held: "，" }],
    ["加快推广绿色钢材，扩大应用范围", "altered", { said: "钢", held: "建" }],
    ["不得加快推广绿色建材，扩大应用范围", "altered", expect.anything()],
  ])("%s is %s", (quoted, verdict, difference) => {
    expect(compareQuotation(quoted, text)).toMatchObject({ verdict, difference });
  });
  it.each(["完全没有说过的另一句话", "绿色", "，。"])("%s is compared with nothing far from it", (quoted) => {
    expect(compareQuotation(quoted, text)?.verdict).not.toBe("altered");
  });
});
