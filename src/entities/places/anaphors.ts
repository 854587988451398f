import { type Gazetteer, pathOf } from "../../dictionary/places/gazetteer.js";
import type { Mention } from "../../model/entity.js";
import type { Region } from "../../model/enums.js";
import type { Token } from "../../text/segment.js";
import type { Context } from "../annotator.js";
import type { Doc } from "../doc.js";

const LEVELS = {
  省: "province",
  自治区: "province",
  市: "prefecture",
  州: "prefecture",
  盟: "prefecture",
  区: "county",
  县: "county",
  旗: "county",
} as const;
const WHOLE = new RegExp(`^[全我本](${Object.keys(LEVELS).join("|")})$`);
const BODY = /^[省市县区](?:政府|委|人大|政协|直)$/;
/** What such a segment begins with: a quick look before the patterns. */
const FIRSTS = new Set(["全", "我", "本", ...Object.keys(LEVELS).map((level) => level[0])]);

/** What a region's own papers call it. */
const REGIONAL = {
  CN: [],
  TW: [["710000", "全台"]],
  HK: [
    ["810000", "全港"],
    ["810000", "本港"],
  ],
  MO: [
    ["820000", "本澳"],
    ["820000", "全澳"],
  ],
} as const;

/** 省, 市, 全市, 我省, 本市: they stand for the document's jurisdiction, or what of its path has that level. */
export function findAnaphors(
  doc: Doc,
  { jurisdiction, country }: Pick<Context, "jurisdiction" | "country">,
  { divisions }: Gazetteer,
): Mention<"place">[] {
  const mentions = regional(doc, country, divisions);
  if (!jurisdiction) return mentions;
  const path = pathOf(jurisdiction.code, divisions);
  const { tokens, text } = doc;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    if (!FIRSTS.has(token.word[0] as string) || token.end - token.start > 4) continue;
    const unit = unitOf(token.word, tokens[i - 1]?.word, text.charCodeAt(token.end));
    if (!unit) continue;
    const suffix = unit.word as keyof typeof LEVELS;
    const division = path.findLast(({ name }) => name.endsWith(suffix));
    if (!division) continue;
    const level = division.code.endsWith("0000") ? "province" : division.code.endsWith("00") ? "prefecture" : "county";
    mentions.push({
      type: "place",
      start: unit.joined ? (tokens[i - 1]?.start ?? token.start) : token.start,
      end: unit.length ? token.start + unit.length : token.end,
      rule: "place.anaphor",
      code: division.code,
      name: division.name,
      level,
      path: path.slice(0, path.indexOf(division) + 1).map(({ code, name }) => ({ code, name })),
      anaphor: true,
    });
  }
  return mentions;
}

/** 全台, 本港, 本澳 in a paper of the region. */
function regional({ text }: Doc, country: Region, divisions: Gazetteer["divisions"]): Mention<"place">[] {
  const mentions: Mention<"place">[] = [];
  for (const [code, word] of REGIONAL[country]) {
    const division = divisions.get(code);
    for (let at = text.indexOf(word); at >= 0 && division; at = text.indexOf(word, at + 2)) {
      // 全台湾 is the name itself
      if (text[at + 2] === "湾") continue;
      const { name } = division;
      mentions.push({
        type: "place",
        start: at,
        end: at + 2,
        rule: "place.anaphor",
        code,
        name,
        level: "province",
        path: [{ code, name }],
        anaphor: true,
      });
    }
  }
  return mentions;
}

/** 全市 as one segment, 我|省 as two, or 省 alone in front of Han text that it qualifies (省住建厅). */
function unitOf(word: string, before: string | undefined, next: number): { word: string; joined: boolean; length?: number } | null {
  const whole = WHOLE.exec(word);
  if (whole) return { word: whole[1] as string, joined: false };
  // 省政府 is one segment
  if (BODY.test(word)) return { word: word[0] as string, joined: false, length: 1 };
  if (!(word in LEVELS)) return null;
  if (before === "全" || before === "我" || before === "本") return { word, joined: true };
  const alone = before === undefined || !/[\p{Script=Han}\p{N}]$/u.test(before);
  return alone && next >= 0x4e00 && next <= 0x9fff ? { word, joined: false } : null;
}
