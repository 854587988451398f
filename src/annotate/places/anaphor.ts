import { type Gazetteer, pathOf } from "../../dictionary/gazetteer.js";
import type { Mention } from "../../model/entity.js";
import type { Context, View } from "../annotator.js";

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
/** What such a segment begins with: a quick look before the patterns. */
const HEADS = new Set("全我本省市县区自州盟旗");
const BODY = /^[省市县区](?:政府|委|人大|政协|直)$/;
const WHOLE = /^(?:全|我|本)(省|市|自治区|州|盟|区|县|旗)$/;

/** 省, 市, 全市, 我省, 本市: they stand for the document's jurisdiction, or what of its path has that level. */
export function findAnaphors(view: View, { jurisdiction }: Pick<Context, "jurisdiction">, gazetteer: Gazetteer): Mention<"place">[] {
  if (!jurisdiction) return [];
  const path = pathOf(jurisdiction.code, gazetteer.divisions);
  const mentions: Mention<"place">[] = [];
  const { tokens, text } = view;
  for (const [i, token] of tokens.entries()) {
    const unit = unitOf(token.word, tokens[i - 1]?.word, text.charCodeAt(token.end));
    if (!unit) continue;
    const suffix = unit.word as keyof typeof LEVELS;
    const division = path.findLast(({ name }) => name.endsWith(suffix)) ?? (suffix === "市" || suffix === "区" ? path.at(-1) : undefined);
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

/** 全市 as one segment, 我|省 as two, or 省 alone in front of Han text that it qualifies (省住建厅). */
function unitOf(word: string, before: string | undefined, next: number): { word: string; joined: boolean; length?: number } | null {
  if (word.length > 4 || !HEADS.has(word[0] as string)) return null;
  const whole = WHOLE.exec(word);
  if (whole) return { word: whole[1] as string, joined: false };
  // 省政府 is one segment
  if (BODY.test(word)) return { word: word[0] as string, joined: false, length: 1 };
  if (!(word in LEVELS)) return null;
  if (before === "全" || before === "我" || before === "本") return { word, joined: true };
  const alone = before === undefined || !/[\p{Script=Han}\p{N}]$/u.test(before);
  return alone && next >= 0x4e00 && next <= 0x9fff ? { word, joined: false } : null;
}
