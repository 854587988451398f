import type { PageLine } from "./lines.js";

// how often a label occurs in a thread, and its share of the lines in its place
const fewest = 3;
const share = 0.45;
const longest = 40;
// a name occurs in nearly every post, and is not a sentence
const signed = 0.8;
const longestName = 20;
const climb = 8;
const marks = /[，。！？、；：,!?;:…]/;

/** A place in the markup of every post, and the lines found there. */
interface PostPlace<L> {
  readonly lines: L[];
  /** its short lines by their text, with all numbers alike */
  readonly forms: Map<string, L[]>;
}

/**
 * The lines that every post of a thread repeats, apart from numbers (0 个赞, 回頂端), and those with the authors' names: short,
 * one per post, while another place has longer lines. Where the posts differ, a line is content.
 * @param posts how many posts the thread has
 */
export function labelsOfPosts<L extends PageLine>(lines: readonly L[], posts: number): ReadonlySet<L> {
  const places = placesIn(lines);
  const many = Math.max(fewest, posts * signed);
  const found = new Set(places.flatMap((place) => repeatedIn(place, many)));
  const others = places
    .map((place) => place.lines.filter((line) => !found.has(line)))
    .map((rest) => ({ lines: rest, longest: rest.reduce((most, { text }) => Math.max(most, text.length), 0) }))
    .filter((rest) => rest.lines.length >= many);
  // longer lines elsewhere show that these are names, not short posts
  if (!others.some((rest) => rest.longest > longestName)) return found;
  for (const rest of others) {
    const areNames = rest.lines.length <= posts + 1 && rest.longest <= longestName && !rest.lines.some(({ text }) => marks.test(text));
    if (areNames) for (const line of rest.lines) found.add(line);
  }
  return found;
}

function placesIn<L extends PageLine>(lines: readonly L[]): PostPlace<L>[] {
  const places = new Map<string, PostPlace<L>>();
  for (const line of lines) {
    if (isCode(line)) continue;
    const key = placeOf(line);
    const place = places.get(key) ?? { lines: [], forms: new Map<string, L[]>() };
    places.set(key, place);
    place.lines.push(line);
    if (line.text.length > longest) continue;
    const form = line.text.replace(/\d+/g, "0");
    const same = place.forms.get(form);
    if (same) same.push(line);
    else place.forms.set(form, [line]);
  }
  return [...places.values()];
}

/** The lines of a place that are alike and make up much of it, or stand in nearly every post: 等级：… 文章：… 积分：… in one cell. */
const repeatedIn = <L>({ lines, forms }: PostPlace<L>, many: number): L[] =>
  [...forms.values()].filter((same) => same.length >= fewest && same.length >= Math.min(many, lines.length * share)).flat();

/** The place of a line in its post: its element and the one around it. */
function placeOf({ owner }: PageLine): string {
  const { tag, attributes, parent } = owner;
  return `${tag}.${attributes.class ?? ""} ${parent?.tag ?? ""}.${parent?.attributes.class ?? ""}`;
}

/** Whether a line is in a code listing, which repeats itself by nature. */
function isCode({ owner }: PageLine): boolean {
  for (let at: PageLine["owner"] | null = owner, i = 0; at !== null && i < climb; at = at.parent, i++)
    if (at.tag === "pre" || at.tag === "code") return true;
  return false;
}
