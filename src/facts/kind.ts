import type { Kinds } from "../dictionary/documents/kinds.js";
import type { Context } from "../entities/annotator.js";
import type { Doc } from "../entities/doc.js";
import type { Kind } from "../model/record.js";

/** Brackets at the end of a title that are no part of its last word: (试行), (2022-2030年). */
const TAIL = /(?:\s*\([^()]{0,30}\)|[\s》”"】!！。?？]|\d{4}年版?)+$/;
/** 经济部公告：…, 公告113年度…: Taiwan's papers say first what they are. */
const FIRST = /^(?:[^:：]{2,14}?)?(公告|通告|公示|通知|函|令)[:：]|^(公告|通告)(?=\d|修正|订定|制定|本|有关|废止|自)/;
/** The form of Taiwan's announcements, whose page may bear the name of a plan. */
const FORM = /主旨[:：]\s?公告|公告事项[:：]/;
/** What Taiwan calls rules of its offices though it reads like a plan elsewhere. */
const OFFICE_RULES = /(?:要点|注意事项|作业规范|基准|须知)$/;
const NEWS =
  /^[^\n]{0,60}(?:[电讯](?:\s|\(|$)|报道|记者)|\(记者|本报记者|香港时间\d|发言人(?:今日|今天)?(?:表示|回应|指出|说)|\((?:完|实习记者|图\/|总台)/;

/**
 * What a document is: by the last word of its title, else of the kind named in its metadata table, else by what the text
 * says of itself (通知如下), else news where a paper or a report shows.
 */
export function kindOf(
  title: string | null,
  body: Doc,
  given: { stated: string | undefined; reported: boolean; country: Context["country"] },
  kinds: Kinds,
): Kind {
  const bare = title?.replace(TAIL, "") ?? "";
  if (FORM.test(body.text.slice(0, 1500))) return "announcement";
  if (given.country === "TW" && OFFICE_RULES.test(bare)) return "measures";
  const [, colon, bareFirst] = FIRST.exec(title ?? "") ?? [];
  const first = colon ?? bareFirst;
  const named =
    (given.stated && byEnd(given.stated, kinds, kinds.titles)) ||
    byEnd(bare, kinds, kinds.titles) ||
    explains(title) ||
    (first && (kinds.titles.get(first) ?? kinds.weakTitles.get(first)));
  if (named) return named;
  const head = body.text.slice(0, 1500);
  const tail = body.text.slice(-300);
  const said = kinds.phrases.find(([phrase]) => head.includes(phrase) || tail.includes(phrase));
  if (said) return said[1];
  const weak = (given.stated && byEnd(given.stated, kinds, kinds.weakTitles)) || byEnd(bare, kinds, kinds.weakTitles);
  if (weak) return weak;
  return given.reported || NEWS.test(head) || NEWS.test(tail) ? "news" : "other";
}

/** 一图读懂…, 《…》解读之一, 《…》政策问答(二) */
function explains(title: string | null): Kind | null {
  return title && /(?:解读|图解|一图读懂|问答)/.test(title) ? "interpretation" : null;
}

function byEnd(text: string, { notTitles }: Kinds, ends: ReadonlyMap<string, Kind>): Kind | null {
  if (notTitles.has(text.slice(-2))) return null;
  for (let length = Math.min(6, text.length); length > 0; length--) {
    const kind = ends.get(text.slice(-length));
    // one character is enough only behind a name: 宪法, 国务院令
    if (kind && (length > 1 || text.length > 4)) return kind;
  }
  return null;
}
