import { ZhengwenError } from "../../model/errors.js";
import type { FileLine } from "./line.js";
import { pagesToLines } from "./pages.js";
import type { FilePage, Piece } from "./printed.js";
import { descendants, elementAt, elementsOf, parseXml, textOf, type XmlElement } from "./xml.js";
import type { Archive } from "./zip.js";

const millimetre = 72 / 25.4;
const usualBox: Box = [0, 0, 210, 297];
// characters further apart than this, in font sizes, are in different cells
const farApart = 2;
const wideCharacter = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u;

/**
 * The text of an OFD (GB/T 33190) by page, as it stands there: pages lie in files of their own, characters are placed one by
 * one (DeltaX, DeltaY), and what a form's template prints belongs to the page. Annotations and seals are left out.
 * @param characters of text beyond which the file is refused
 * @throws attachment.encrypted, attachment.too-large; Error for a file without a document
 */
export function readOfd(archive: Archive, characters: number): FileLine[] {
  if ([...archive.members.keys()].some((name) => /(?:^|\/)Encryptions\.xml$/i.test(name))) throw new ZhengwenError("attachment.encrypted");
  const root = partAt(archive, "OFD.xml");
  if (root === undefined) throw new Error("it has no OFD.xml");
  const pages: FilePage[] = [];
  for (const body of elementsOf(root, "DocBody")) {
    const path = pathOf(body, "DocRoot");
    if (path !== undefined) pages.push(...documentPages(archive, resolve("", path)));
  }
  return pagesToLines(pages, characters);
}

function documentPages(archive: Archive, path: string): FilePage[] {
  const document = partAt(archive, path);
  if (document === undefined) throw new Error(`it has no ${path}`);
  const common = elementAt(document, "CommonData");
  const usual = boxOf(elementAt(common, "PageArea"));
  const templates = new Map(elementsOf(common, "TemplatePage").map(({ attributes }) => [attributes.ID ?? "", attributes.BaseLoc ?? ""]));
  return elementsOf(elementAt(document, "Pages"), "Page").map(({ attributes }) => {
    const location = resolve(path, attributes.BaseLoc ?? "");
    const page = partAt(archive, location);
    if (page === undefined) throw new Error(`it has no ${location}`);
    const box = boxOf(elementAt(page, "Area")) ?? usual ?? usualBox;
    const printed = elementsOf(page, "Template").flatMap((template) => {
      const named = templates.get(template.attributes.TemplateID ?? "");
      const found = named === undefined ? undefined : partAt(archive, resolve(path, named));
      return found === undefined ? [] : piecesOf(found, box[3]);
    });
    return { pieces: [...printed, ...piecesOf(page, box[3])], width: box[2] * millimetre, height: box[3] * millimetre };
  });
}

function partAt(archive: Archive, name: string): XmlElement | undefined {
  const read = archive.members.get(name);
  return read && parseXml(read());
}

function pathOf(element: XmlElement, name: string): string | undefined {
  const found = elementAt(element, name);
  return found && textOf(found).trim();
}

/** A path in the archive: absolute, or beside the file that names it. */
function resolve(from: string, path: string): string {
  if (path.startsWith("/")) return path.slice(1);
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

type Box = readonly [left: number, top: number, width: number, height: number];

function boxOf(area: XmlElement | undefined): Box | undefined {
  for (const name of ["PhysicalBox", "ApplicationBox", "ContentBox"]) {
    const found = elementAt(area, name);
    const [left = 0, top = 0, width = 0, height = 0] = found ? numbersOf(textOf(found)) : [];
    if (width > 0 && height > 0) return [left, top, width, height];
  }
  return undefined;
}

const numbersOf = (text: string | undefined): number[] => (text ?? "").trim().split(/\s+/).map(Number).filter(Number.isFinite);

const piecesOf = (page: XmlElement, height: number): Piece[] =>
  descendants(page, "TextObject").flatMap((object) => (object.attributes.Visible === "false" ? [] : objectPieces(object, height)));

function objectPieces(object: XmlElement, height: number): Piece[] {
  const [left = 0, top = 0] = numbersOf(object.attributes.Boundary);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersOf(object.attributes.CTM);
  const size = Number(object.attributes.Size) || 1;
  const [scaleX, scaleY] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1];
  const pieces: Piece[] = [];
  let [x, y] = [0, 0];
  for (const code of elementsOf(object, "TextCode")) {
    // a code without a position continues at the one before it
    x = position(code.attributes.X, x);
    y = position(code.attributes.Y, y);
    for (const { text, at, down, width } of runsOf(textOf(code), code.attributes, size)) {
      pieces.push({
        text,
        x: (left + e + a * (x + at) + c * (y + down)) * millimetre,
        y: (height - (top + f + b * (x + at) + d * (y + down))) * millimetre,
        width: width * scaleX * millimetre,
        size: size * scaleY * millimetre,
      });
    }
  }
  return pieces;
}

const position = (value: string | undefined, before: number): number => (value === undefined || value === "" ? before : Number(value) || 0);

interface Run {
  text: string;
  readonly at: number;
  readonly down: number;
  width: number;
}

/** The characters of a code as runs on one line without wide gaps. */
function runsOf(content: string, { DeltaX, DeltaY }: XmlElement["attributes"], size: number): Run[] {
  const characters = [...content.replace(/^\s*\n\s*|\s*\n\s*$/g, "")];
  const [acrosses, downs] = [deltas(DeltaX, characters.length), deltas(DeltaY, characters.length)];
  const runs: Run[] = [];
  let [at, down] = [0, 0];
  for (const [i, character] of characters.entries()) {
    const own = wideCharacter.test(character) ? size : size / 2;
    const last = runs.at(-1);
    const gap = last === undefined ? 0 : at - (last.at + last.width);
    if (last === undefined || last.down !== down || gap > farApart * size || at < last.at)
      runs.push({ text: character, at, down, width: own });
    else {
      last.text += character;
      last.width = Math.max(last.width, at + own - last.at);
    }
    at += acrosses[i] ?? (DeltaY === undefined ? own : 0);
    down += downs[i] ?? 0;
  }
  return runs;
}

/** Distances between characters: `g 3 5` stands for 5 5 5. A list that is too short goes on with its last value. */
function deltas(list: string | undefined, count: number): number[] {
  const found: number[] = [];
  const words = (list ?? "")
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  for (let i = 0; i < words.length && found.length < count; i++) {
    if (words[i] !== "g") found.push(Number(words[i]) || 0);
    else {
      const times = Math.min(count, Number(words[i + 1]) || 0);
      for (let n = 0; n < times; n++) found.push(Number(words[i + 2]) || 0);
      i += 2;
    }
  }
  return found;
}
