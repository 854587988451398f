import type { Region } from "../../model/enums.js";
import { badRow, type Row, readRows } from "../file.js";
import type { GazetteerDraft } from "./divisions.js";
import type { Sense } from "./gazetteer.js";

/** Regions whose divisions the standard does not hold; they have a table of their own. */
export const REGIONS = { "710000": "TW", "810000": "HK", "820000": "MO" } as const satisfies Readonly<Record<string, Region>>;

/** What a name of a region means: its code is the region's, for the standard has none below. */
type RegionSense = Sense & Required<Pick<Sense, "region">> & { readonly code: string };

/** Hong Kong, Macau and Taiwan with their districts. @throws dictionary.invalid */
export function addRegions(draft: GazetteerDraft): void {
  for (const row of readRows(draft.folder, "places/regions.txt")) {
    const [head = "", tail = ""] = row.text.split("|");
    const sense = addRegion(draft, row, head);
    for (const written of tail.trim().split(/\s+/).filter(Boolean)) {
      if (written.startsWith("=")) throw badRow(row, `a district begins with its name, not with ${written}`);
      addDistrict(draft, sense, written);
    }
  }
}

/** A region, or a city or county of Taiwan, with its short names. @throws dictionary.invalid */
function addRegion({ divisions, add }: GazetteerDraft, row: Row, head: string): RegionSense {
  const [code = "", level = "", name, ...short] = head.trim().split(/\s+/);
  const region = REGIONS[code as keyof typeof REGIONS];
  if (!region || !name || (level !== "province" && level !== "prefecture")) {
    throw badRow(row, `a row is the code of a region, province or prefecture, and names: ${row.text}`);
  }
  if (level === "province") divisions.set(code, { code, name });
  const top = divisions.get(code);
  if (!top) throw badRow(row, `the province comes first: ${row.text}`);
  const sense: RegionSense = { code, name, level, path: level === "province" ? [top] : [top, { code, name }], form: "full", region };
  add(name, sense);
  for (const written of short) {
    // 北市, 中市 stand for the city in the region's own papers only
    const alias = written.slice(1);
    add(alias, { ...sense, form: /^.[市县]$/.test(alias) ? "bound" : "short" });
  }
  return sense;
}

/** A district of a region, a city or a county: `name=short…`, `name=` where it has no short name. */
function addDistrict({ add }: GazetteerDraft, { code, path, region }: RegionSense, written: string): void {
  const [name = "", ...short] = written.split("=");
  const district: Sense = { code, name, level: "county", path: [...path, { code, name }], form: "full", region };
  add(name, district);
  for (const alias of short) if (alias) add(alias, { ...district, form: "supported" });
  // 三重 is Sanchong where the paper has named 三重区; one listed with = needs no such help
  if (short.length === 0 && /^.{2,}[区镇乡市]$/.test(name)) add(name.slice(0, -1), { ...district, form: "bound" });
}

/** Countries and cities abroad. @returns the one-character names of countries @throws dictionary.invalid */
export function addAbroad({ folder, add }: GazetteerDraft): Map<string, Sense> {
  const abbreviations = new Map<string, Sense>();
  for (const row of readRows(folder, "places/abroad.txt")) {
    const [head = "", tail = ""] = row.text.split("|");
    const [country = "", name = "", ...other] = head.trim().split(/\s+/);
    if (!/^[A-Z]{2}$/.test(country) || !name) throw badRow(row, `a row is an ISO 3166 code and names: ${row.text}`);
    const sense: Sense = { code: null, name, level: "abroad", path: [], form: "short", country };
    add(name, sense);
    for (const written of other) {
      if (written.startsWith("~")) abbreviations.set(written.slice(1), sense);
      else add(written.slice(1), sense);
    }
    let city: Sense | null = null;
    for (const written of tail.trim().split(/\s+/).filter(Boolean)) {
      if (!written.startsWith("=")) city = { ...sense, name: written };
      if (city) add(written.replace(/^=/, ""), city);
    }
  }
  return abbreviations;
}
