import { Parser } from "htmlparser2";
import { ZhengwenError } from "../../model/errors.js";

/**
 * A page as two arrays in document order. An element's subtree is the elements `order…last` and the runs
 * `firstRun…endRun - 1`, so nothing ever recurses over it.
 */
export interface Page {
  readonly elements: readonly Element[];
  readonly runs: readonly Run[];
  /** text of `<title>` */
  readonly title: string;
  /** content of `<script type="application/ld+json">` */
  readonly structured: readonly string[];
  /** text for browsers without scripts */
  readonly noscript: string;
  /** total length of the scripts, and how they begin */
  readonly scripted: number;
  readonly script: string;
  /** the call of a script that writes the links to a page's further parts */
  readonly paging: Paging | null;
  /** when the page was made, in seconds, as a script of WeChat says */
  readonly created: number | null;
}

/** createPageHTML(3, 0, "t20240102_4711", "html"), as TRS writes it: number of parts, this part, name and extension of their files. */
interface Paging {
  readonly parts: number;
  readonly part: number;
  readonly name: string;
  readonly ending: string;
}

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | null;
  readonly order: number;
  readonly depth: number;
  /** order of the last element within */
  last: number;
  readonly firstRun: number;
  endRun: number;
}

/** A piece of text between two tags. */
export interface Run {
  readonly text: string;
  readonly owner: Element;
  /** grows with every block boundary and line break: runs of one line share it */
  readonly line: number;
  readonly link: Element | null;
  readonly hidden: boolean;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const breaking = words(
  "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul",
);
/** The content of these is never text of the document. */
const silent = words("script style template svg iframe object video audio canvas select textarea noscript title");

const scriptKept = 4_000;

const none: Readonly<Record<string, string>> = Object.freeze({});
const blank = /^[\t\n\f\r ]*$/;
const hiding = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/**
 * Parses a page of any length in one pass, without recursion.
 * @param depth deepest nesting of elements that is accepted
 * @throws extract.too-deep as soon as the limit is passed
 */
export function parsePage(html: string, depth: number): Page {
  const builder = new Builder(depth);
  const parser = new Parser(builder, { decodeEntities: true });
  parser.write(html);
  parser.end();
  return builder;
}

class Builder implements Page {
  readonly elements: Element[] = [];
  readonly runs: Run[] = [];
  readonly structured: string[] = [];
  title = "";
  noscript = "";
  scripted = 0;
  script = "";
  paging: Paging | null = null;
  created: number | null = null;
  private readonly open: Element[] = [];
  private line = 0;
  private muted: Element | null = null;
  private hidden: Element | null = null;
  private link: Element | null = null;
  private kept: Element | null = null;
  private text = "";

  constructor(private readonly limit: number) {
    this.begin("#document", none);
  }

  onopentag(tag: string, attributes: Record<string, string>): void {
    this.flush();
    if (this.open.length > this.limit) throw new ZhengwenError("extract.too-deep", `It is nested over ${this.limit} elements deep.`);
    let own: Readonly<Record<string, string>> = none;
    for (const _ in attributes) {
      own = attributes;
      break;
    }
    const element = this.begin(tag, own);
    if (breaking.has(tag)) {
      this.line++;
      // as in browsers, a block element ends an unclosed svg
      if (this.muted?.tag === "svg") this.muted = null;
    }
    if (this.muted === null && silent.has(tag)) this.muted = element;
    // a hidden body is only waiting for its script
    if (this.hidden === null && tag !== "body" && tag !== "html" && isHidden(own)) this.hidden = element;
    if (this.kept === null && tag === "pre") this.kept = element;
    // a link within the page does not count
    if (tag === "a" && this.link === null && own.href !== undefined && !/^#./.test(own.href)) this.link = element;
  }

  private begin(tag: string, attributes: Readonly<Record<string, string>>): Element {
    const { open, elements } = this;
    const order = elements.length;
    const firstRun = this.runs.length;
    const element = { tag, attributes, parent: open.at(-1) ?? null, order, depth: open.length, last: order, firstRun, endRun: firstRun };
    elements.push(element);
    open.push(element);
    return element;
  }

  onclosetag(tag: string): void {
    this.flush();
    const element = this.open.pop();
    if (element === undefined) return;
    element.last = this.elements.length - 1;
    element.endRun = this.runs.length;
    if (breaking.has(tag)) this.line++;
    if (this.muted === element) this.muted = null;
    if (this.hidden === element) this.hidden = null;
    if (this.link === element) this.link = null;
    if (this.kept === element) this.kept = null;
  }

  ontext(data: string): void {
    this.text = this.text.length === 0 ? data : this.text + data;
  }

  onend(): void {
    while (this.open.length > 0) this.onclosetag("#document");
  }

  /** The parser reports entities separately: a run is everything between two tags. */
  private flush(): void {
    const { text } = this;
    const owner = this.open.at(-1);
    if (text.length === 0 || owner === undefined) return;
    this.text = "";
    if (this.muted !== null) this.keepMuted(text, owner);
    else if (this.kept === null) this.push(text, owner);
    else {
      for (const [i, piece] of text.split("\n").entries()) {
        // in preformatted text only a line break begins a line: syntax colouring tags single words
        if (i > 0) this.line++;
        if (piece.length > 0) this.push(piece, owner);
      }
    }
  }

  private push(text: string, owner: Element): void {
    // white space at the beginning of a line is not shown; most runs of a page are that
    if (this.runs.at(-1)?.line !== this.line && blank.test(text)) return;
    this.runs.push({ text, owner, line: this.line, link: this.link, hidden: this.hidden !== null });
  }

  private keepMuted(text: string, owner: Element): void {
    if (owner.tag === "title" && this.title.length === 0) this.title = text.trim();
    else if (owner.tag === "script") {
      this.scripted += text.length;
      if (this.script.length < scriptKept) this.script += text.slice(0, scriptKept);
      if (this.paging === null && text.includes("createPageHTML")) this.paging = readPaging(text);
      if (this.created === null && text.includes("ct = ")) this.created = readCreated(text);
      if (/ld\+json/i.test(owner.attributes.type ?? "")) this.structured.push(text);
    } else if (this.muted?.tag === "noscript") this.noscript += text;
  }
}

function readCreated(script: string): number | null {
  const seconds = /\b(?:var |window\.)ct = ["'](\d{10})["']/.exec(script)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

function readPaging(script: string): Paging | null {
  const call = /createPageHTML\(\s*["']?(\d{1,3})["']?\s*,\s*["']?(\d{1,3})["']?\s*,\s*["']([\w-]{1,80})["']\s*,\s*["'](\w{2,6})["']/.exec(
    script,
  );
  if (call === null) return null;
  const [, parts = "", part = "", name = "", ending = ""] = call;
  return { parts: Number(parts), part: Number(part), name, ending };
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return attributes.hidden !== undefined || (attributes.style !== undefined && hiding.test(attributes.style));
}

/** Whether `inner` is `outer` or inside it. */
export const within = (inner: Element, outer: Element): boolean => inner.order >= outer.order && inner.order <= outer.last;
