import iconv from "iconv-lite";
import type { Dictionary } from "../../src/dictionary/load.js";
import { assessDamage } from "../../src/repair/assess/assess-damage.js";
import { findRepairs } from "../../src/repair/search/find-repairs.js";
import { applyEdits, toTarget } from "../../src/text/offset-map.js";
import { damage, type Site } from "./damage-model.js";
import { addScore, emptyScore, type Miss, type Score } from "./damage-score.js";

/** Damaged documents, by what their sites' decoders did, and what came of their repair. */
export interface Run {
  readonly byDecoder: Map<string, Score>;
  readonly misses: (Miss & { readonly decoder: string })[];
  /** characters of clean text */
  characters: number;
  /** repairs of cuts and of broken glosses, and how many of them were called certain */
  repairs: number;
  certain: number;
  /** processor time of assessing and mending, in milliseconds */
  time: number;
}

export function emptyRun(): Run {
  return { byDecoder: new Map(), misses: [], characters: 0, repairs: 0, certain: 0, time: 0 };
}

/** Lines that GBK can hold, without indents: what a damaging site would keep. */
export function linesOf(text: string): string[] {
  const held = text
    .normalize("NFC")
    .replace(/[^\n\x20-\x7e]/gu, (char) => (iconv.encode(char, "gbk").length === 2 && !/[\ue000-\uf8ff]/.test(char) ? char : ""));
  return held
    .split("\n")
    .map((line) => line.replace(/^[ \u3000]+|[ \u3000]+$/g, ""))
    .filter((line) => line.length > 0 && line.length < 1500);
}

/** Damages one document as a site does, repairs it, and adds what came of it to a run. */
export function runDocument(run: Run, lines: readonly string[], site: Site, dictionary: Dictionary): void {
  const damaged = lines.map((line) => damage(line, site));
  const text = damaged.map((line) => line.text).join("\n");
  const began = process.cpuUsage();
  const repairs = findRepairs(text, assessDamage(text, dictionary)).filter(({ from, to }) => from !== to);
  const { user, system } = process.cpuUsage(began);
  run.time += (user + system) / 1000;
  const found = repairs.filter(({ kind }) => kind === "cut" || kind === "broken-gloss");
  run.repairs += found.length;
  run.certain += found.filter(({ certain }) => certain).length;
  const { text: repaired, map } = applyEdits(text, repairs);
  const changes = repairs.filter(({ to }) => to !== "").map((one) => ({ ...toTarget(map, one.start, one.end), certain: one.certain }));
  const score = run.byDecoder.get(site.decoder) ?? emptyScore();
  run.byDecoder.set(site.decoder, score);
  let at = 0;
  for (const [i, line] of repaired.split("\n").entries()) {
    const end = at + line.length;
    const own = changes.filter(({ start, end: stop }) => start >= at && stop <= end);
    const placed = own.map(({ start, end: stop, certain }) => ({ start: start - at, end: stop - at, certain }));
    const harmed = damaged[i];
    if (!harmed) throw new Error("a repair made or took a line");
    run.characters += harmed.expected.length;
    for (const miss of addScore(score, harmed, line, placed)) run.misses.push({ ...miss, decoder: site.decoder });
    at = end + 1;
  }
}

/** All decoders together. */
export function totalOf({ byDecoder }: Run): Score {
  const total = emptyScore();
  for (const { broken, cut, intact, wrongCertain } of byDecoder.values()) {
    for (const [sum, part] of [
      [total.broken, broken],
      [total.cut, cut],
    ] as const) {
      sum.of += part.of;
      sum.exact += part.exact;
    }
    total.intact.of += intact.of;
    total.intact.left += intact.left;
    total.wrongCertain += wrongCertain;
  }
  return total;
}

/** The figures of a run, a line for each decoder and one for all. */
export function runText(run: Run): string {
  const share = (part: number, of: number) => (of === 0 ? "none" : `${((100 * part) / of).toFixed(1)} % of ${of}`);
  const line = (name: string, { broken, cut, intact, wrongCertain }: Score) =>
    `${name.padEnd(12)} intact ${share(intact.of - intact.left, intact.of)}, broken ${share(broken.exact, broken.of)}, cuts ${share(cut.exact, cut.of)}, wrong certain ${wrongCertain}`;
  return [
    ...[...run.byDecoder].map(([decoder, score]) => line(decoder, score)),
    line("all", totalOf(run)),
    `certain ${share(run.certain, run.repairs)}; ${run.characters} characters, ${((run.time * 1000) / run.characters).toFixed(1)} ms per 1,000`,
  ].join("\n");
}
