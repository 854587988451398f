import type { Labels } from "../../dictionary/labels.js";
import { type Folded, fold, published } from "../fold.js";
import type { Line } from "./lines.js";
import type { Element } from "./page.js";

// one of these, and one other, makes lines a metadata table
const telling = new Set(["索引号", "发文字号", "发文机关", "成文日期", "主题分类"]);
const longestLabel = 8;
const longestLine = 300;
const cells = new Set(["td", "th", "dt", "dd", "li", "span", "b", "strong", "em", "i", "label", "p", "div"]);
// rows of one table stand close together
const gap = 12;

/**
 * The metadata table of a government page: values by the label's standard name (索引号, 发文机关, 成文日期, …). A label and its
 * value stand in one line, or in two cells. Empty where the page has no such table.
 */
export function readMetadata(lines: readonly Line[], labels: Labels): Record<string, string> {
  const found: { label: string; value: string; at: number }[] = [];
  lines.forEach((line, at) => {
    if (line.text.length > longestLine || line.linked * 2 > line.text.length) return;
    if (!/[:：]/.test(line.text) && (line.text.length > longestLabel * 3 || !inCell(line.owner))) return;
    const view = fold(line.text);
    const labelled = labelsIn(view, labels);
    if (labelled.length === 0) return;
    labelled.forEach(({ label, from }, i) => {
      const value = published(line.text, view, from, labelled[i + 1]?.start ?? view.text.length);
      found.push({ label, value: value || (i === labelled.length - 1 ? valueBelow(lines, at, labels) : ""), at });
    });
  });
  return pick(found);
}

const inCell = (owner: Element): boolean => {
  for (let at: Element | null = owner, i = 0; at !== null && i < 5; at = at.parent, i++) {
    if (at.tag === "td" || at.tag === "th" || at.tag === "dt") return true;
    if (!cells.has(at.tag)) return false;
  }
  return false;
};

function labelsIn(view: Folded, labels: Labels): { label: string; start: number; from: number }[] {
  const whole = labels.facts.get(view.text);
  if (whole !== undefined) return [{ label: whole, start: 0, from: view.text.length }];
  const found: { label: string; start: number; from: number }[] = [];
  let floor = 0;
  for (let colon = view.text.indexOf(":"); colon >= 0; colon = view.text.indexOf(":", colon + 1)) {
    for (let length = Math.min(longestLabel, colon - floor); length >= 2; length--) {
      const label = labels.facts.get(view.text.slice(colon - length, colon).replace(/^[[【(]|[\]】)]$/g, ""));
      if (label === undefined) continue;
      found.push({ label, start: colon - length, from: colon + 1 });
      floor = colon + 1;
      break;
    }
  }
  return found;
}

/** The value that stands in the next cell; empty where the next line is another label. */
function valueBelow(lines: readonly Line[], at: number, labels: Labels): string {
  const next = lines[at + 1];
  if (!next || next.text.length > longestLine || next.owner === lines[at]?.owner) return "";
  return labelsIn(fold(next.text), labels).length > 0 ? "" : next.text;
}

function pick(found: readonly { label: string; value: string; at: number }[]): Record<string, string> {
  for (const [i, first] of found.entries()) {
    if (!telling.has(first.label)) continue;
    const group: Record<string, string> = {};
    const seen = new Set<string>();
    let at = first.at;
    for (let k = i; k >= 0 && at - (found[k]?.at ?? 0) <= gap; k--) at = found[k]?.at ?? at;
    for (const row of found) {
      if (row.at < at || row.at - at > gap) continue;
      at = row.at;
      seen.add(row.label);
      if (row.value.length > 0) group[row.label] ??= row.value;
    }
    if (seen.size >= 2) return group;
  }
  return {};
}
