import type { Script } from "../../model/record.js";
import { type Direction, type ScriptConverter, simplifiedOnly, traditionalOnly } from "./converter.js";

/** How a paragraph is written, with its span in the source. */
export interface ParagraphScript {
  readonly start: number;
  /** behind its newline */
  readonly end: number;
  readonly direction: "hans" | Direction;
}

export interface DetectedScript {
  readonly script: Script;
  /** what paragraphs without evidence of their own are taken for */
  readonly direction: "hans" | Direction;
  readonly paragraphs: readonly ParagraphScript[];
}

/** Share of the telling characters under which the other script is no more than a quotation or a name. */
const trace = 0.1;

/** Characters that only one standard of Traditional writes so. */
const telling: Readonly<Record<Direction, RegExp>> = {
  t: /[爲衆羣裏峯啓污祕麪喫牀着鉢癡纔]/g,
  tw: /[為眾群裡峰啟汙秘麵吃床著缽痴才]/g,
  hk: /[衞説鋭脱税閲户温裏着為台綫鈎敍悦]/g,
};

/**
 * In which script a text is written, as a whole and by paragraph. Only characters that one script alone has count.
 */
export function detectScript(text: string, { kinds }: ScriptConverter): DetectedScript {
  let traditional = 0;
  let simplified = 0;
  const bounds: { start: number; end: number; traditional: number; simplified: number }[] = [];
  let start = 0;
  let t = 0;
  let s = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = kinds[unit];
    if (kind === traditionalOnly) t++;
    else if (kind === simplifiedOnly) s++;
    if (unit === 0x0a || i === text.length - 1) {
      bounds.push({ start, end: i + 1, traditional: t, simplified: s });
      traditional += t;
      simplified += s;
      start = i + 1;
      t = 0;
      s = 0;
    }
  }
  const sum = traditional + simplified;
  const share = sum === 0 ? 0 : traditional / sum;
  const script: Script = share <= trace ? "hans" : share >= 1 - trace ? "hant" : "mixed";
  if (traditional === 0) {
    return { script, direction: "hans", paragraphs: bounds.map(({ start, end }) => ({ start, end, direction: "hans" })) };
  }
  const standard = directionOf(text);
  const direction = share > 0.5 ? standard : "hans";
  const paragraphs = bounds.map((bound): ParagraphScript => {
    if (bound.traditional === bound.simplified) return { start: bound.start, end: bound.end, direction };
    return { start: bound.start, end: bound.end, direction: bound.traditional > bound.simplified ? standard : "hans" };
  });
  return { script, direction, paragraphs };
}

/** The standard of a Traditional text by the variants it writes; Taiwan's where nothing tells, for it alone reads 著 as 着. */
function directionOf(text: string): Direction {
  const count = (direction: Direction) => text.match(telling[direction])?.length ?? 0;
  const [t, tw, hk] = [count("t"), count("tw"), count("hk")];
  if (t > tw && t >= hk) return "t";
  return hk > tw ? "hk" : "tw";
}
