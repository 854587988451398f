import type { PageLine } from "./lines.js";

// how often a label stands in a thread, and how many of the lines in its place it is
const fewest = 3;
const share = 0.45;
const longest = 40;
// a name stands in nearly every post, and is no sentence
const signed = 0.8;
const longestName = 20;
const climb = 8;
const marks = /[，。！？、；：,!?;:…]/;

interface PostPlace<L> {
  readonly lines: L[];
  readonly forms: Map<string, L[]>;
  /** characters of its longest line, and whether any has the marks of a sentence */
  longest: number;
  marked: boolean;
}

/**
 * The lines that every post of a thread repeats, but for their figures (0 个赞, 回頂端), and those with the names of who wrote
 * them: short, one in each post, beside another place with longer lines. A line in a place where posts say different things is
 * none.
 * @param posts how many posts the thread has
 */
export function labelsOfPosts<L extends PageLine>(lines: readonly L[], posts: number): ReadonlySet<L> {
  const places = new Map<string, PostPlace<L>>();
  for (const line of lines) {
    if (isCode(line)) continue;
    const key = placeOf(line);
    const place = places.get(key) ?? { lines: [], forms: new Map<string, L[]>(), longest: 0, marked: false };
    places.set(key, place);
    place.lines.push(line);
    if (line.text.length > longest) {
      place.longest = line.text.length;
      continue;
    }
    const form = line.text.replace(/\d+/g, "0");
    const same = place.forms.get(form);
    if (same) same.push(line);
    else place.forms.set(form, [line]);
  }
  const found = new Set<L>();
  const many = Math.max(fewest, posts * signed);
  let said = false;
  for (const place of places.values()) {
    const own = place.lines.length;
    for (const same of place.forms.values()) {
      if (same.length >= fewest && same.length >= own * share) for (const line of same) found.add(line);
    }
    const rest = place.lines.filter((line) => !found.has(line));
    place.longest = Math.max(0, ...rest.map(({ text }) => text.length));
    place.marked = rest.some(({ text }) => marks.test(text));
    said ||= rest.length >= many && place.longest > longestName;
  }
  if (!said) return found;
  for (const place of places.values()) {
    const rest = place.lines.filter((line) => !found.has(line));
    if (rest.length >= many && rest.length <= posts + 1 && place.longest <= longestName && !place.marked)
      for (const line of rest) found.add(line);
  }
  return found;
}

/** Where a line stands in its post: by its element and the one around it. */
function placeOf({ owner }: PageLine): string {
  const { tag, attributes, parent } = owner;
  return `${tag}.${attributes.class ?? ""} ${parent?.tag ?? ""}.${parent?.attributes.class ?? ""}`;
}

/** Code repeats itself. */
function isCode({ owner }: PageLine): boolean {
  for (let at: PageLine["owner"] | null = owner, i = 0; at !== null && i < climb; at = at.parent, i++)
    if (at.tag === "pre" || at.tag === "code") return true;
  return false;
}
