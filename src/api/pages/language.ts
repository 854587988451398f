/** The languages of the pages. */
export const languages = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name, which no other language translates. */
export const languageNames: Readonly<Record<Language, string>> = { "zh-Hans": "简体", "zh-Hant": "繁體", en: "English" };

const cookieName = "lang";
const longestHeader = 4_000;

/** What a request says of languages. */
export interface LanguageRequest {
  /** `lang` of the address */
  readonly asked: unknown;
  /** the header `Cookie` */
  readonly cookie: string | undefined;
  /** the header `Accept-Language` */
  readonly accepted: string | undefined;
}

/** The language of the address, else that of the cookie, else the one that the browser likes best, else Simplified Chinese. */
export function chooseLanguage({ asked, cookie, accepted }: LanguageRequest): Language {
  return named(asked) ?? named(cookieValue(cookie)) ?? likedBest(accepted) ?? "zh-Hans";
}

function named(value: unknown): Language | null {
  return languages.find((language) => language === value) ?? null;
}

function cookieValue(header = ""): string | undefined {
  const values = header.slice(0, longestHeader).split(";");
  return values
    .map((one) => one.trim())
    .find((one) => one.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
}

/** By the weights of RFC 9110; of equal ones the first. */
function likedBest(header = ""): Language | null {
  let best: Language | null = null;
  let most = 0;
  for (const part of header.slice(0, 200).split(",")) {
    const [tag = "", ...parameters] = part.split(";").map((one) => one.trim());
    const language = languageOfTag(tag);
    const given = parameters.find((one) => one.startsWith("q="));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    if (language !== null && weight > most) [best, most] = [language, weight];
  }
  return best;
}

function languageOfTag(tag: string): Language | null {
  if (/^zh-(hant|tw|hk|mo)\b/i.test(tag)) return "zh-Hant";
  if (/^zh\b/i.test(tag)) return "zh-Hans";
  return /^en\b/i.test(tag) ? "en" : null;
}

/** The cookie that keeps a language, as a value of `Set-Cookie`. */
export function languageCookie(language: Language): string {
  return `${cookieName}=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}
