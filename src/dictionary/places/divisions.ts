import { createRequire } from "node:module";
import * as z from "zod";
import { ZhengwenError } from "../../model/errors.js";
import { badRow, readRows } from "../file.js";
import { type Division, levelOf, pathOf, type Sense } from "./gazetteer.js";

const NOT_NAMES = /^(?:市辖区|县|市|.*直辖.*)$/;

const require = createRequire(import.meta.url);
const CODE = /^\d{6}$/;

/** A gazetteer in the making. */
export interface GazetteerDraft {
  readonly folder: string;
  readonly divisions: Map<string, Division>;
  /** see `Gazetteer` */
  readonly stemOf: (name: string) => string;
  readonly stop: Stop;
  /** gives a written name a sense */
  readonly add: (written: string, sense: Sense) => void;
}

/** Short names that are other words too. */
export type Stop = ReadonlyMap<string, "supported" | "bound" | "never">;

/** A division of today by its full name and the short names made from it. `shared`: stems that several divisions have. */
export function addDivision({ divisions, stop, stemOf, add }: GazetteerDraft, division: Division, shared: ReadonlySet<string>): void {
  const { code, name } = division;
  const level = levelOf(code);
  const sense: Sense = { code, name, level, path: pathOf(code, divisions), form: wholeForm(name, stop) };
  add(name, sense);
  const stem = stemOf(name);
  // 海南藏族自治州 is also written 海南州, 积石山…自治县 积石山县 and 积石山自治县
  const bare = /自治(州|县|旗)$/.exec(name)?.[1];
  if (bare) for (const ending of [bare, `自治${bare}`]) add(stem + ending, sense);
  if (stem.length < 2 || stem === name) return;
  const form = formOf(stem, name, stop, !shared.has(stem));
  if (form) add(stem, { ...sense, form });
}

function wholeForm(name: string, stop: Stop): Sense["form"] {
  const stopped = stop.get(name);
  return stopped === undefined || stopped === "never" ? "full" : stopped;
}

/**
 * A short name stands alone unless it is a word, or a district's that is not the only one or is gone: such a name counts only
 * together with their city. 沙县 in 沙县区 is what the county was called, see below. @returns null where there is no short name
 */
function formOf(stem: string, name: string, stop: Stop, only: boolean): Sense["form"] | null {
  const stopped = stop.get(stem);
  if (stopped) return stopped === "never" ? null : stopped;
  if (/^.{1,3}县$/.test(stem)) return null;
  return !only && /(?<![地新])区$/.test(name) ? "supported" : "short";
}

/** Stems that more than one division has: 朝阳, 鼓楼. */
export function sharedStems({ divisions, stemOf }: GazetteerDraft): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of divisions.values()) {
    const stem = stemOf(name);
    if (seen.has(stem)) shared.add(stem);
    seen.add(stem);
  }
  return shared;
}

/** Short names that are not made from the name: 巴州 for 巴音郭楞蒙古自治州. @throws dictionary.invalid */
export function addAliases({ folder, divisions, add }: GazetteerDraft): void {
  for (const row of readRows(folder, "places/aliases.txt")) {
    const [form, code = "", ...names] = row.text.split(/\s+/);
    const name = divisions.get(code)?.name;
    if ((form !== "short" && form !== "supported" && form !== "town") || name === undefined || names.length === 0) {
      throw badRow(row, `a row is short, supported or town, the code of a division of today, and names: ${row.text}`);
    }
    for (const written of names) {
      const path = pathOf(code, divisions);
      add(
        written,
        form === "town" ? { code, name: written, level: "town", path, form: "full" } : { code, name, level: levelOf(code), path, form },
      );
    }
  }
}

/** Divisions that are gone, under the name they had, with the one that stands in their place. @throws dictionary.invalid */
export function addAbolished({ folder, divisions, stop, stemOf, add }: GazetteerDraft): void {
  const byStem = new Map<string, string[]>();
  for (const { code, name } of divisions.values()) {
    const stem = stemOf(name);
    byStem.set(stem, [...(byStem.get(stem) ?? []), code]);
  }
  const successors = new Map<string, string>();
  const listed: { code: string; name: string }[] = [];
  for (const row of readRows(folder, "places/abolished.txt")) {
    const [code, name, today] = row.text.split(/\s+/) as [string, string, string];
    if (!/^\d{6}$/.test(code) || !divisions.has(today)) {
      throw badRow(row, `a row is an old code, an old name and the code of a division of today: ${row.text}`);
    }
    successors.set(code + name, today);
    listed.push({ code, name });
  }
  const seen = new Set<string>();
  const put = (code: string, name: string): void => {
    if (seen.has(code + name) || divisions.get(code)?.name === name || NOT_NAMES.test(name)) return;
    seen.add(code + name);
    const today = successors.get(code + name) ?? successorOf(code, byStem.get(stemOf(name)) ?? [], divisions);
    const division = today === null ? undefined : divisions.get(today);
    // the same name under a new code is no other place
    if (!today || !division || division.name === name) return;
    const sense: Sense = {
      code: today,
      name: division.name,
      level: levelOf(today),
      path: pathOf(today, divisions),
      form: wholeForm(name, stop),
      asOf: { code, name },
    };
    add(name, sense);
    const stem = stemOf(name);
    const form = stem.length > 1 && stem !== stemOf(division.name) ? formOf(stem, name, stop, false) : null;
    if (form) add(stem, { ...sense, form });
  };
  for (const { code, name } of listed) put(code, name);
  let later: Readonly<Record<string, unknown>> = {};
  for (const year of z.array(z.string()).parse(require("gb2260/lib/revisions.json"))) {
    const old: Readonly<Record<string, unknown>> = require(`gb2260/lib/${year}.json`);
    for (const code in old) {
      const name = old[code];
      // from one year to the next nearly all stay
      if (name === later[code]) continue;
      if (!CODE.test(code) || typeof name !== "string") throw new ZhengwenError("dictionary.invalid", `gb2260/lib/${year}.json: ${code}`);
      put(code, name);
    }
    later = old;
  }
}

/** Today's division of the same stem in the same prefecture, else the only one in the province, else the same code's. */
function successorOf(code: string, same: readonly string[], divisions: ReadonlyMap<string, Division>): string | null {
  const within = (digits: number): string[] => same.filter((other) => other.slice(0, digits) === code.slice(0, digits));
  const near = within(4).filter((other) => other.endsWith("00") === code.endsWith("00"));
  if (near.length === 1) return near[0] ?? null;
  const far = within(2);
  if (far.length === 1) return far[0] ?? null;
  return divisions.has(code) ? code : null;
}
