import type { FastifyReply, FastifyRequest } from "fastify";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { chooseLanguage, type Language, languageCookie } from "./language.js";
import { type Say, sayIn } from "./messages/messages.js";

/** What every component of a page is given: its language, and how addresses of this site are written. */
export interface Page {
  readonly language: Language;
  readonly say: Say;
  /** path and query of the request as it came */
  readonly here: string;
  /** an address of this site; it names the language where the request did, so that pages work without cookies */
  readonly href: (path: string, parameters?: Parameters) => string;
}

/** Parameters of an address; empty and missing ones are left out. */
export type Parameters = Readonly<Record<string, string | number | null | undefined>>;

/** The page of a request. */
export function pageOf(request: FastifyRequest): Page {
  const query = (request.query ?? {}) as Readonly<Record<string, unknown>>;
  const { cookie, "accept-language": accepted } = request.headers;
  const language = chooseLanguage({ asked: query.lang, cookie, accepted });
  return createPage(language, request.url, query.lang === language);
}

/** @param isNamed whether addresses name the language */
export function createPage(language: Language, here: string, isNamed: boolean): Page {
  const href: Page["href"] = (path, parameters = {}) => addressOf(path, { ...parameters, ...(isNamed && { lang: language }) });
  return { language, say: sayIn(language), here, href };
}

/** A path with its parameters, in the order given; a fragment stays at the end. */
export function addressOf(path: string, parameters: Parameters): string {
  const [before = "", fragment] = path.split("#", 2);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const written = query.toString();
  return `${before}${written === "" ? "" : `?${written}`}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** The address of a request in another language, everything else of it kept. */
export function inLanguage(here: string, language: Language): string {
  const url = new URL(here, "http://localhost");
  url.searchParams.set("lang", language);
  return `${url.pathname.replace(/^\/{2,}/, "/")}${url.search}`;
}

/** Answers with a page; a language that the address names is kept in a cookie. */
export function sendPage<Props extends { readonly page: Page }>(
  reply: FastifyReply,
  component: (props: Props) => VNode,
  props: Props,
): FastifyReply {
  const { page } = props;
  const { lang } = (reply.request.query ?? {}) as { readonly lang?: unknown };
  if (lang === page.language) reply.header("set-cookie", languageCookie(page.language));
  return reply
    .type("text/html; charset=utf-8")
    .header("vary", "accept-language, cookie")
    .header("cache-control", "private, no-cache")
    .send(`<!DOCTYPE html>${render(component(props))}`);
}
