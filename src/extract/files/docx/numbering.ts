import type { NumberingFormats } from "../../../dictionary/documents/numbering.js";
import { descendants, elementAt, elementsOf, valueAt, type XmlElement } from "../xml.js";
import { formatNumber } from "./number-formats.js";
import { numberOf, type Styles, toggle } from "./styles.js";

/** A level of a list, as `numbering.xml` defines it. */
interface Level {
  readonly start: number;
  readonly format: string;
  /** 001, 002, … : how many digits a custom format has at least */
  readonly width: number;
  readonly text: string;
  readonly suffix: string;
  readonly isLegal: boolean;
  /** the level, from 1, whose numbers start this one anew; 0 for none, undefined for every higher one */
  readonly restart: number | undefined;
  readonly style: string | undefined;
  readonly font: string | undefined;
}

interface List {
  /** lists of one definition count on, whatever their own numbers */
  readonly definition: string;
  readonly levels: ReadonlyMap<number, Level>;
  /** levels that start anew with the list, and where */
  readonly starts: ReadonlyMap<number, number>;
}

/** Computes the label of each numbered paragraph. Paragraphs must be passed in order. */
export interface Numbering {
  /** @returns the label with what separates it from the text; null where the list or its level does not exist */
  next(numId: string, level: number): string | null;
  /** the level that is linked to a paragraph style */
  levelOf(numId: string, style: string): number | undefined;
}

const deepestLevel = 8;
const fewestHops = 8;

/** Reads `numbering.xml` (ECMA-376 part 1, 17.9). */
export function readNumbering(root: XmlElement | undefined, styles: Styles, formats: NumberingFormats): Numbering {
  const definitions = new Map(elementsOf(root, "abstractNum").map((each) => [each.attributes.abstractNumId ?? "", each]));
  const numbers = new Map(elementsOf(root, "num").map((each) => [each.attributes.numId ?? "", each]));
  const lists = new Map<string, List | null>();
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();

  /** The definition of a list; one that only names a style of lists is where that style's list has its own. */
  function definitionOf(numId: string): [id: string, element: XmlElement] | null {
    let id = numId;
    for (let hop = 0; hop < fewestHops; hop++) {
      const definition = valueAt(numbers.get(id), "abstractNumId") ?? "";
      const element = definitions.get(definition);
      if (element === undefined) return null;
      const linked = valueAt(element, "numStyleLink");
      if (linked === undefined) return [definition, element];
      id = styles.byId.get(linked)?.numId ?? "";
    }
    return null;
  }

  function listOf(numId: string): List | null {
    const known = lists.get(numId);
    if (known !== undefined) return known;
    const found = definitionOf(numId);
    const list = found && listFrom(found[0], found[1], elementsOf(numbers.get(numId), "lvlOverride"));
    lists.set(numId, list);
    return list;
  }

  function count(list: List, numId: string, level: number): (number | undefined)[] {
    const state = counts.get(list.definition) ?? [];
    counts.set(list.definition, state);
    if (!begun.has(numId)) {
      begun.add(numId);
      for (const at of list.starts.keys()) state[at] = undefined;
    }
    const before = state[level];
    state[level] = before === undefined ? startOf(list, level) : before + 1;
    for (let deeper = level + 1; deeper <= deepestLevel; deeper++) {
      const restart = list.levels.get(deeper)?.restart;
      if (restart === undefined || (restart > 0 && level < restart)) state[deeper] = undefined;
    }
    return state;
  }

  return {
    next(numId, level) {
      const list = listOf(numId);
      const own = list?.levels.get(level);
      if (!list || own === undefined) return null;
      const state = count(list, numId, level);
      if (own.format === "bullet") return `${bullet(own, formats)} `;
      const label = own.text.replace(/%([1-9])/g, (_, digit: string) => {
        const at = Number(digit) - 1;
        const shown = list.levels.get(at);
        const format = own.isLegal ? "decimal" : (shown?.format ?? "decimal");
        return formatNumber(state[at] ?? startOf(list, at), format, formats).padStart(shown?.width ?? 0, "0");
      });
      return label + separator(label, own.suffix);
    },
    levelOf(numId, style) {
      for (const [level, { style: linked }] of listOf(numId)?.levels ?? []) if (linked === style) return level;
      return undefined;
    },
  };
}

const startOf = ({ starts, levels }: List, level: number): number => starts.get(level) ?? levels.get(level)?.start ?? 1;

function listFrom(definition: string, element: XmlElement, overrides: readonly XmlElement[]): List {
  const levels = new Map<number, Level>();
  const starts = new Map<number, number>();
  for (const level of elementsOf(element, "lvl")) levels.set(numberOf(level.attributes.ilvl) ?? 0, levelFrom(level));
  for (const override of overrides) {
    const at = numberOf(override.attributes.ilvl) ?? 0;
    const level = elementAt(override, "lvl");
    if (level !== undefined) levels.set(at, levelFrom(level));
    const start = numberOf(valueAt(override, "startOverride"));
    if (start !== undefined) starts.set(at, start);
  }
  return { definition, levels, starts };
}

function levelFrom(element: XmlElement): Level {
  // a custom format comes with the nearest common one for older programs
  const [custom, common] = [descendants(element, "numFmt"), elementAt(element, "numFmt")];
  const [first] = common === undefined ? custom : [common];
  const pattern = first?.attributes.val === "custom" ? (/^0*\d/.exec(first.attributes.format ?? "")?.[0] ?? "") : "";
  return {
    start: numberOf(valueAt(element, "start")) ?? 0,
    format: pattern === "" ? (first?.attributes.val ?? "decimal") : "decimal",
    width: pattern.length,
    text: valueAt(element, "lvlText") ?? "",
    suffix: valueAt(element, "suff") ?? "tab",
    isLegal: toggle(elementAt(element, "isLgl")) ?? false,
    restart: numberOf(valueAt(element, "lvlRestart")),
    style: valueAt(element, "pStyle"),
    font: elementAt(element, "rPr", "rFonts")?.attributes.ascii ?? elementAt(element, "rPr", "rFonts")?.attributes.hAnsi,
  };
}

/** A tab after 一、 or 1. only sets off the text; after a bare number it stands for the space that a typist would write. */
function separator(label: string, suffix: string): string {
  if (label === "" || suffix === "nothing") return "";
  return suffix === "space" || /[\p{L}\p{N}]$/u.test(label) ? " " : "";
}

function bullet({ text, font }: Level, formats: NumberingFormats): string {
  const shown = [...text].map((character) => symbolOf(character, font, formats)).join("");
  return shown.trim() === "" ? "•" : shown;
}

/** What a font of symbols shows: its characters lie in the private use area, U+F020–U+F0FF, or are written as letters. */
export function symbolOf(character: string, font: string | undefined, formats: NumberingFormats): string {
  const code = character.codePointAt(0) ?? 0;
  const shown = formats.symbols.get(font ?? "")?.[(code & 0xff).toString(16).padStart(2, "0")];
  if (shown !== undefined && (code < 0x100 || (code >= 0xf000 && code <= 0xf0ff))) return shown;
  return code >= 0xe000 && code <= 0xf8ff ? "•" : character;
}
