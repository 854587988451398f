import type { KindLists, Kinds } from "../dictionary/documents/kinds.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Kind } from "../model/record.js";

/** Brackets at the end of a title that are no part of its last word: (试行), (2022-2030年). */
const TAIL = /(?:\s*[(（][^()（）]{0,30}[)）]|[\s》”"】!！。?？]|\d{4}年版?)+$/;

function kindPatterns({ leading, announcing, announced, officeRules, explaining, news, forms }: KindLists) {
  return {
    /** The form of Taiwan's announcements, whose page may bear the name of a plan. */
    form: new RegExp(oneOf(forms)),
    /** 经济部公告：…, 公告113年度…: papers of Taiwan begin with what they are */
    first: new RegExp(`^(?:[^:：]{2,14}?)?(${oneOf(leading)})[:：]|^(${oneOf(announcing)})(?=\\d|${oneOf(announced)})`),
    /** what Taiwan calls rules of its offices, though elsewhere it reads like a plan */
    officeRules: new RegExp(`${oneOf(officeRules)}$`),
    /** 一图读懂…, 《…》解读之一, 《…》政策问答(二) */
    explaining: new RegExp(oneOf(explaining)),
    /** a dateline, a reporter, or a spokesperson */
    news: new RegExp(
      `^[^\\n]{0,60}(?:[电讯](?:\\s|\\(|$)|${oneOf(news.reports)})|${oneOf(news.anywhere)}|香港时间\\d` +
        `|发言人(?:今日|今天)?${oneOf(news.spoken)}|\\(${oneOf(news.closing)}`,
    ),
  };
}

/**
 * What a document is: by the last word of its title, else by the kind named in its metadata table, else by what the text
 * calls itself (通知如下), else news where a paper or a report shows.
 */
export function kindOf(
  title: string | null,
  body: Doc,
  given: { stated: string | undefined; reported: boolean; country: Context["country"] },
  kinds: Kinds,
): Kind {
  const patterns = kinds.compiled(kindPatterns);
  const bare = title?.replace(TAIL, "") ?? "";
  if (patterns.form.test(body.text.slice(0, 1500))) return "announcement";
  if (given.country === "TW" && patterns.officeRules.test(bare)) return "measures";
  const [, colon, bareFirst] = patterns.first.exec(title ?? "") ?? [];
  const first = colon ?? bareFirst;
  const named =
    (given.stated && byEnd(given.stated, kinds, kinds.titles)) ||
    byEnd(bare, kinds, kinds.titles) ||
    numberedKind(title ?? "", kinds) ||
    (title !== null && patterns.explaining.test(title) ? "interpretation" : null) ||
    (first && (kinds.titles.get(first) ?? kinds.weakTitles.get(first)));
  if (named) return named;
  const head = body.text.slice(0, 1500);
  const tail = body.text.slice(-300);
  const stated = kinds.phrases.find(([phrase]) => head.includes(phrase) || tail.includes(phrase));
  if (stated) return stated[1];
  const weak = (given.stated && byEnd(given.stated, kinds, kinds.weakTitles)) || byEnd(bare, kinds, kinds.weakTitles);
  if (weak) return weak;
  return given.reported || patterns.news.test(head) || patterns.news.test(tail) ? "news" : "other";
}

/** Macau's 第5/2023号行政法规…: what stands behind the number. */
function numberedKind(title: string, kinds: Kinds): Kind | null {
  for (const [kind, pattern] of kinds.compiled(numberedPatterns)) if (pattern.test(title)) return kind;
  return null;
}

const numberedPatterns = ({ numbered }: KindLists) =>
  Object.entries(numbered).map(
    ([kind, words]) => [kind as Kind, new RegExp(`^第\\s?\\d{1,4}\\/\\d{4}\\s?号\\p{Script=Han}{0,10}?${oneOf(words)}`, "u")] as const,
  );

function byEnd(text: string, { notTitles }: Kinds, ends: ReadonlyMap<string, Kind>): Kind | null {
  if (notTitles.has(text.slice(-2))) return null;
  for (let length = Math.min(6, text.length); length > 0; length--) {
    const kind = ends.get(text.slice(-length));
    // one character is enough only behind a name: 宪法, 国务院令
    if (kind && (length > 1 || text.length > 4)) return kind;
  }
  return null;
}
