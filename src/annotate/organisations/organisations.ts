import type { Agencies } from "../../dictionary/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { Annotator, Context, View } from "../annotator.js";
import { withoutOverlaps } from "../overlap.js";
import { type Anchor, findAnchors } from "./anchors.js";
import { type Beginning, beginningOf } from "./beginning.js";
import { canonicalOf } from "./canonical.js";
import { findDefined } from "./defined.js";

/** Short forms that mean one body only where no post follows: 市委, 省政府. */
const BARE = /^(?:[省市县区州]|自治区)(?:委|政府|人大|政协|纪委|党委)$/;
const POST_AHEAD = /^(?:副|原|常务|书记|常委|秘书长|委员|主席|领导|主要领导|主任|班子|大院|部长)/;

/** Finds bodies by their ends (局, 协会, 有限公司) and what shows their beginnings, then the short names that the text defines. */
export const annotateOrganisations: Annotator<"organisation"> = (view, context, before) => {
  const { agencies } = context.dictionary;
  const places = new Map<number, Mention<"place">>();
  for (const mention of before) if (mention.type === "place") places.set(mention.end, mention as Mention<"place">);
  const found: Mention<"organisation">[] = [];
  for (const anchor of findAnchors(view, agencies)) {
    const last = found.at(-1);
    const mention = bodyAt(view, anchor, places, last, agencies, context);
    if (!mention) continue;
    if (last && mention.start <= last.start && mention.end > last.end) found.pop();
    found.push(mention);
  }
  return withoutOverlaps([...found, ...findDefined(view, found)]);
};

function bodyAt(
  view: View,
  anchor: Anchor,
  places: ReadonlyMap<number, Mention<"place">>,
  last: Mention<"organisation"> | undefined,
  agencies: Agencies,
  context: Context,
): Mention<"organisation"> | null {
  const { text } = view;
  const previous = last && last.end <= anchor.start ? last : undefined;
  const beginning: Beginning | null =
    anchor.by === "fixed" ? { start: anchor.start, by: "organisation" } : beginningOf(view, anchor, places, previous, agencies);
  if (!beginning || beginning.start >= anchor.end - 1) return null;
  const name = text.slice(beginning.start, anchor.end);
  if (/[\n\t]/.test(name) || name.length > 40) return null;
  if (beginning.by === "words" && !/^(?:company|institution|association)$/.test(anchor.kind)) return null;
  if (beginning.by === "level" && BARE.test(name) && POST_AHEAD.test(text.slice(anchor.end, anchor.end + 4))) return null;
  const fixed = agencies.fixed.get(name);
  return {
    type: "organisation",
    start: beginning.start,
    end: anchor.end,
    rule: `organisation.${anchor.by}`,
    name,
    canonical: fixed?.canonical ?? canonicalOf(name, context, agencies),
    kind: fixed?.kind ?? anchor.kind,
  };
}
