import type { Chrome } from "../dictionary/chrome.js";
import type { Labels } from "../dictionary/labels.js";
import { type Facts, nameOf, takeFacts } from "./facts.js";
import { readLabels } from "./labelled.js";

const longest = 160;
const organisation =
  /(?:[部委厅局办院会社网报台站署司处室所校行团联盟公司中心政府机构频道日报晚报时报周刊杂志协会学会发布在线]|新闻网|头条|融媒)$/;

/**
 * Reads the line under a title: a full date with source, author and counters, labelled or not.
 * @returns its facts, or null when the line is no such line
 */
export function readDateline(line: string, chrome: Chrome, labels: Labels): Facts | null {
  if (line.length > longest) return null;
  const labelled = readLabels(line, labels);
  if (!labelled.moment) return null;
  const { restFolded, rest } = labelled;
  const empty = restFolded.length === 0 || chrome.wholly(restFolded) !== null;
  if (!empty && (restFolded.length > 40 || /[。！？；，,;!?]/.test(rest))) return null;
  const bare = labelled.facts.length === 0 && !empty;
  const timed = labelled.moment.iso.length > 10;
  if (bare && !timed && !organisation.test(restFolded)) return null;
  const facts: Facts = { publishedAt: labelled.moment.iso, publisher: null, author: null, editor: null, originalUrl: null };
  takeFacts(facts, labelled, labels);
  if (facts.publisher === null && !empty && organisation.test(restFolded) && /^[\p{L}\p{N}·（）()]+$/u.test(rest)) {
    facts.publisher = nameOf(rest, labels);
  }
  return facts;
}
