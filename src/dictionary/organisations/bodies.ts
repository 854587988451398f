import { type WordIndex, wordIndex } from "../../lexicon/longest-match.js";
import { type OrganisationKind, organisationKindSchema, type Region, regionSchema } from "../../model/enums.js";
import { badRow, type Row, readRows } from "../file.js";
import type { NameForms } from "./name-forms.js";

/** A body that a name means, in the documents of a region or everywhere. */
export interface Body {
  readonly canonical: string;
  readonly kind: OrganisationKind;
  /** the only region in whose documents the name stands for it; null: everywhere */
  readonly region: Region | null;
  /** the name is a word of the language too (小米): what stands beside it must show the body */
  readonly weak: boolean;
}

/** Bodies known by name. */
export interface Bodies {
  /** for each name what it may mean, those of a region first */
  readonly names: WordIndex<readonly Body[]>;
}

const FILES = ["mainland", "companies", "schools", "media", "world", "hongkong", "macau", "taiwan"].map(
  (name) => `organisations/${name}.txt`,
);
/** Names of listed companies, which a script makes: what the files above say of a name goes before. */
const LISTED = "derived/listed-companies.txt";
const ROW = new RegExp(
  `^(${organisationKindSchema.options.join("|")})(?:@(${regionSchema.options.join("|")}))?((?: \\??[\\p{Script=Han}A-Za-z0-9·、()-]{2,31})+)$`,
  "u",
);

/** Offices that every level has, by their short names: 市|台办, 省委|改革办. */
function officesOf({ levels, government, committee }: NameForms["levelOffices"]): [string, Body[]][] {
  const place = (short: string, canonical: string, kind: OrganisationKind): [string, Body[]] => [
    short,
    [{ canonical, kind, region: null, weak: false }],
  ];
  return [...levels].flatMap((level) => [
    ...Object.entries(government).map(([short, full]) => place(level + short, level + full, "government")),
    ...Object.entries(committee).map(([short, full]) => place(`${level}委${short}`, `${level}委${full}`, "party")),
  ]);
}

/**
 * @param levelOffices known beside the rows of the files
 * @throws dictionary.invalid naming file and line of a row that breaks the form or names a body twice
 */
export function loadBodies(folder: string, levelOffices?: NameForms["levelOffices"]): Bodies {
  const names = new Map<string, Body[]>(levelOffices ? officesOf(levelOffices) : []);
  for (const file of FILES) for (const row of readRows(folder, file)) addRow(names, row);
  const written = new Set(names.keys());
  for (const row of readRows(folder, LISTED)) addRow(names, row, written);
  return { names: wordIndex(names) };
}

/** Adds the bodies of a row, but for names that others `written` before have. */
function addRow(names: Map<string, Body[]>, row: Row, written?: ReadonlySet<string>): void {
  const [, kind, region, words] = ROW.exec(row.text) ?? [];
  if (!kind || !words) throw badRow(row, `a row is a kind and names, apart by one space: ${row.text}`);
  const all = words.trim().split(" ");
  const canonical = (all[0] as string).replace(/^\?/, "");
  for (const word of all) {
    const name = word.replace(/^\?/, "");
    if (written?.has(name)) continue;
    const known = names.get(name) ?? [];
    if (known.some((body) => body.region === (region ?? null))) throw badRow(row, `${name} stands twice: ${row.text}`);
    const body: Body = { canonical, kind: kind as OrganisationKind, region: (region as Region) ?? null, weak: word !== name };
    names.set(name, region ? [body, ...known] : [...known, body]);
  }
}

/** What a name means in a region's documents. */
export function bodyNamed({ names }: Bodies, name: string, country: string): Body | undefined {
  return bodyIn(names.words.get(name) ?? [], country);
}

/** The one of a name's meanings that holds in a region's documents. */
export function bodyIn(meanings: readonly Body[], country: string): Body | undefined {
  return meanings.find(({ region }) => region === null || region === country);
}
