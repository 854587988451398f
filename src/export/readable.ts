import type { StoredRecord } from "../model/record.js";
import type { TextMaps } from "../model/text-maps.js";
import { type RecordText, shownText, type TextForm, textsOf } from "../search/texts.js";
import { toSource } from "../text/offset-map.js";

/** A record as plain text: title, body, and the texts of its attachments under their names. */
export function plainText(record: StoredRecord, maps: TextMaps | null, form: TextForm): string {
  const { title, body, attachments } = shownTexts(record, maps, form);
  const files = attachments.map(({ name, text }) => `${name}\n\n${text}`);
  return [...(title === null ? [] : [title]), body, ...files].map((text) => `${text.trimEnd()}\n`).join("\n");
}

/** A record as Markdown: its facts as a list, its headings as headings, its tables as tables. What the page wrote is escaped. */
export function markdown(record: StoredRecord, maps: TextMaps | null, form: TextForm): string {
  const { title, attachments } = shownTexts(record, maps, form);
  const facts: [string, string | null][] = [
    ["issuer", record.issuers.join("、")],
    ["number", record.documentNumbers.join("、")],
    ["published", record.publishedAt],
    ["url", record.url],
    ["id", `${record.id} (revision ${record.revision})`],
  ];
  const list = facts.flatMap(([name, value]) => (value ? [`- ${name}: ${escaped(value)}`] : [])).join("\n");
  const files = attachments.map(({ name, text }) => `## ${escaped(name)}\n\n${paragraphs(text, new Set())}`);
  return `${[`# ${escaped(title ?? record.id)}`, list, bodyMarkdown(record, maps, form), ...files].join("\n\n").trimEnd()}\n`;
}

function bodyMarkdown(record: StoredRecord, maps: TextMaps | null, form: TextForm): string {
  const { shown, searched } = shownText(textsOf({ record, maps }).body, form);
  const heads = record.parts.filter(({ level, heading }) => headed.has(level) || heading !== undefined);
  const starts = new Set(heads.map(({ textStart, textEnd }) => toSource(searched.map, textStart, textEnd).start));
  return paragraphs(shown, starts);
}

const headed: ReadonlySet<string> = new Set(["title", "chapter", "section", "heading"]);

/** Lines as paragraphs, lines of cells as tables; those that begin a headed part as headings. */
function paragraphs(text: string, headings: ReadonlySet<number>): string {
  const blocks: string[] = [];
  let rows: string[][] = [];
  const flush = () => {
    const [head, ...rest] = rows;
    if (head) blocks.push([head, head.map(() => "---"), ...rest].map((row) => `| ${row.join(" | ")} |`).join("\n"));
    rows = [];
  };
  let at = 0;
  for (const line of text.split("\n")) {
    const cells = line.split("\t");
    if (cells.length > 1) rows.push(cells.map((one) => escaped(one).replaceAll("|", "\\|")));
    else {
      flush();
      const said = line.trim();
      if (said !== "") blocks.push(headings.has(at) ? `## ${escaped(said)}` : escaped(said));
    }
    at += line.length + 1;
  }
  flush();
  return blocks.join("\n\n");
}

function shownTexts(record: StoredRecord, maps: TextMaps | null, form: TextForm) {
  const { title, body, attachments } = textsOf({ record, maps });
  const shown = (text: RecordText) => shownText(text, form).shown;
  return {
    title: title && shown(title),
    body: shown(body),
    attachments: attachments.flatMap((text, i) => (text === null ? [] : [{ name: record.attachments[i]?.name ?? "", text: shown(text) }])),
  };
}

/** Text that Markdown shows as it is. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#~&]/g, "\\$&").replace(/^(\s*)([-+]|\d{1,9}[.)])(?=\s|$)/, "$1\\$2");
}
