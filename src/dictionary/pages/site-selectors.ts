import { AttributeAction, isTraversal, parse, type Selector, SelectorType } from "css-what";
import * as z from "zod";
import { loadCss } from "../../text/css.js";

const longest = 200;
const mostTokens = 32;

/**
 * The pseudo-classes that depend on nothing but the page's elements. Those about a user (`:hover`) could never match, and
 * jQuery's own (`:first`, `:contains()`) are not CSS.
 */
const pseudoClasses: ReadonlySet<string> = new Set([
  ...["not", "is", "where", "has", "empty", "root", "first-child", "last-child", "only-child", "nth-child", "nth-last-child"],
  ...["first-of-type", "last-of-type", "only-of-type", "nth-of-type", "nth-last-of-type"],
]);

/**
 * A selector of a site's profile: any CSS that cheerio understands, at a bounded cost, since pages may be hostile. What searches
 * all siblings or the whole subtree of an element may occur only once.
 */
export const siteSelectorSchema = z
  .string()
  .min(1)
  .max(longest)
  .superRefine((source, context) => {
    try {
      const selectors = parse(source);
      for (const selector of selectors) refuseIncomplete(selector);
      const tokens = selectors.flatMap(withNested);
      refuseCostly(tokens);
      // anything else that cheerio rejects, it rejects on an empty page as well
      if (!tokens.every(isPlain)) loadCss("")(source);
    } catch (cause) {
      context.addIssue({ code: "custom", message: `${source}: ${(cause as Error).message}` });
    }
  });

/** Tags, ids, classes, attributes and combinators between them: cheerio takes them all. */
function isPlain(token: Selector): boolean {
  if (token.type === SelectorType.Tag || token.type === SelectorType.Attribute) return token.namespace === null;
  return token.type === SelectorType.Descendant || token.type === SelectorType.Child;
}

/** Catches slips that css-what accepts: a combinator at either end, an empty value, a doubled dot. */
function refuseIncomplete(tokens: readonly Selector[]): void {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (!first || !last || isTraversal(first) || isTraversal(last)) throw new Error("a combinator stands at its end or its beginning");
  for (const token of tokens) {
    if (token.type !== SelectorType.Attribute || token.action === AttributeAction.Exists || token.action === AttributeAction.Equals)
      continue;
    if (token.action === AttributeAction.Element && /^[.#:]/.test(token.value)) throw new Error(`${token.value} is no class`);
    if (token.value === "") throw new Error(`what ${token.name} is compared with is empty`);
  }
}

function withNested(tokens: readonly Selector[]): Selector[] {
  return tokens.flatMap((token) =>
    token.type === SelectorType.Pseudo && Array.isArray(token.data) ? [token, ...token.data.flatMap(withNested)] : [token],
  );
}

function refuseCostly(tokens: readonly Selector[]): void {
  if (tokens.length > mostTokens) throw new Error(`it has over ${mostTokens} parts`);
  const unknown = tokens.find((token) => token.type === SelectorType.Pseudo && !pseudoClasses.has(token.name));
  if (unknown?.type === SelectorType.Pseudo) throw new Error(`:${unknown.name} is not supported`);
  if (tokens.some(({ type }) => type === SelectorType.Parent)) throw new Error("< is no CSS");
  const costly = tokens.filter(
    (token) => token.type === SelectorType.Sibling || (token.type === SelectorType.Pseudo && token.name === "has"),
  );
  if (costly.length > 1) throw new Error("~ and :has() may stand in it only once");
}
