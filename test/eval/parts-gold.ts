import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PartLevel } from "../../src/model/enums.js";

/** A part as gold has it. */
export interface GoldPart {
  readonly id: string;
  readonly level: PartLevel;
  readonly start: number;
  readonly end: number;
}

/** A reference within the document: in which part it stands, how it is written, and which part it means. */
export interface GoldReference {
  readonly in: string;
  readonly quote: string;
  readonly part: string;
}

/** A provision of another document. */
export interface GoldProvision {
  readonly title: string;
  readonly provision: string;
}

export interface GoldText {
  readonly name: string;
  readonly half: "build" | "check";
  readonly text: string;
  readonly parts: readonly GoldPart[];
  readonly references: readonly GoldReference[];
  readonly provisions: readonly GoldProvision[];
}

const levels: Readonly<Record<string, PartLevel>> = {
  t: "title",
  ch: "chapter",
  sec: "section",
  art: "article",
  p: "paragraph",
  n: "item",
  h: "heading",
  tbl: "table",
  att: "attachment-list",
  sig: "signature",
  foot: "footer",
  b: "body",
};

/**
 * The texts of `test/eval/parts/*.txt`: `=== name` begins one; then each line with the id of the part that it begins, or
 * `.` where it goes on with the part above, before a bar; then `@in|quote|part` for each reference within the text, and
 * `%title|provision` for each provision of another document.
 */
export function goldTexts(): GoldText[] {
  const folder = join(import.meta.dirname, "parts");
  const files = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  return files.sort().flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split(/^=== /m)
      .slice(1)
      .map((block) => goldText(block.trimEnd().split("\n"))),
  );
}

function goldText([name = "", ...lines]: readonly string[]): GoldText {
  let text = "";
  const begun: { id: string; start: number }[] = [];
  const references: GoldReference[] = [];
  const provisions: GoldProvision[] = [];
  for (const line of lines) {
    const [first = "", second = "", third = ""] = line.split("|");
    if (first.startsWith("@")) references.push({ in: first.slice(1), quote: second, part: third });
    else if (first.startsWith("%")) provisions.push({ title: first.slice(1), provision: second });
    else {
      if (first !== ".") begun.push({ id: first, start: text.length });
      text += `${line.slice(first.length + 1)}\n`;
    }
  }
  const parents = parentsOf(begun.map(({ id }) => id));
  const parts = begun.map(({ id, start }, i) => {
    const next = begun.slice(i + 1).find((other) => !isWithin(other.id, id, parents));
    return { id, level: levels[/([a-z]+)[^.]*$/.exec(id)?.[1] ?? ""] as PartLevel, start, end: next?.start ?? text.length };
  });
  return { name, half: halfOf(name), text, parts, references, provisions };
}

/** An article whose id leaves out its chapter lies in the innermost chapter, section or item that is open before it. */
function parentsOf(ids: readonly string[]): Map<string, string | null> {
  const parents = new Map<string, string | null>();
  let division: string | null = null;
  let scope = "";
  for (const id of ids) {
    const path = id.split(".");
    const own = path.at(-1) ?? "";
    const title = path[0]?.startsWith("t") && !path[0].startsWith("tbl") && path.length > 1 ? (path[0] as string) : "";
    if (title !== scope || !id.includes(".")) division = own.startsWith("art") ? division : null;
    scope = title;
    const plain = path.slice(0, -1).join(".");
    const underTitle = plain === scope;
    parents.set(id, own.startsWith("art") && underTitle && division ? division : plain || null);
    if (/^(ch|sec|n)/.test(own) && !path.some((each) => each.startsWith("art"))) division = id;
  }
  return parents;
}

function isWithin(id: string, ancestor: string, parents: ReadonlyMap<string, string | null>): boolean {
  for (let each = parents.get(id) ?? null; each !== null; each = parents.get(each) ?? null) if (each === ancestor) return true;
  return false;
}

/** Which half a text belongs to, drawn by its name before any rule was written. */
function halfOf(name: string): GoldText["half"] {
  return Number.parseInt(createHash("sha256").update(name).digest("hex").slice(0, 1), 16) % 2 === 1 ? "check" : "build";
}
