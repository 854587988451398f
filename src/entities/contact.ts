import type { AmountLists } from "../dictionary/values/amount-words.js";
import { oneOf } from "../lexicon/alternation.js";
import type { Mention } from "../model/entity.js";
import type { Annotator } from "./annotator.js";
import type { Doc } from "./doc.js";

type Contact = Mention<"contact">;

const anchor = /@|https?:\/\/|(?<![A-Za-z0-9.@/-])www\.|(?<![\d.A-Za-z/=&?%-])(?:[(（+]?\d{2,4}[)）]?[- ]?\d|[(（]\d{2,4}[)）])/gi;
const mail = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/y;
const address = /(?:https?:\/\/|www\.)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{3,500}/iy;
const end = "(?![\\d])";
const phones = [
  // mobile, with or without the country
  new RegExp(`(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}${end}`, "y"),
  // area code and number, with an extension
  new RegExp(`(?:\\+?86[- ]?)?(?:[(（]0\\d{2,3}[)）]|0\\d{2,3})[-—– ]{0,3}[2-9]\\d{6,7}${end}(?:[-转]\\d{1,5}${end})?`, "y"),
  // a city's short number: 020-12345
  new RegExp(`(?:[(（]0\\d{2,3}[)）]|0\\d{2,3})[-—– ]{1,3}1\\d{4}${end}`, "y"),
  // service numbers
  new RegExp(`(?:400|800)[- ]?\\d{3}[- ]?\\d{4}${end}|(?:400|800)[- ]?\\d{4}[- ]?\\d{3}${end}`, "y"),
  // Taiwan, Hong Kong, Macau
  new RegExp(`(?:(?:\\+?886[- ]?|0)[2-9]\\d?[- ]|[(（]0[2-9]\\d?[)）][- ]?)\\d{3,4}[- ]?\\d{4}${end}(?:[-#]\\d{1,5}|分机\\d{1,5})?`, "y"),
  new RegExp(`(?:[(（]?\\+?85[23][)）]?[- ]?)\\d{4}[- ]?\\d{4}${end}`, "y"),
  new RegExp(`0800[- ]?\\d{3}[- ]?\\d{3}${end}`, "y"),
];
/** a number without area code, only after a word that announces one */
const local = new RegExp(`\\d{3,4}[- ]?\\d{4}${end}(?:[-转]\\d{1,5})?`, "y");

function phonePatterns({ contacts: { hotlines, phones, notHotline } }: AmountLists) {
  return {
    /** the few digits of a hotline, right behind the word for one: 专线：1995 */
    short: new RegExp(`1\\d{2,4}(?![\\d.,${notHotline}%％-])`, "y"),
    hotline: new RegExp(`${oneOf(hotlines)}(?:号码)?[:：]?[ “"「]?$`),
    announced: new RegExp(`(?:${oneOf(phones)}|[Tt][Ee][Ll])(?:号码|号)?[^\\n。；;]{0,24}$`),
  };
}

type PhonePatterns = ReturnType<typeof phonePatterns>;

/** Telephone numbers, mail addresses and web addresses, as written. */
export const annotateContacts: Annotator<"contact"> = (doc) => [...contactsOf(doc)];

/** Every contact of a doc in order: its digits are no date. */
export function contactsOf(doc: Doc): readonly Contact[] {
  return doc.part(scan);
}

function scan({ text, dictionary }: Doc): Contact[] {
  const patterns = dictionary.amountWords.compiled(phonePatterns);
  const found: Contact[] = [];
  anchor.lastIndex = 0;
  for (let hit = anchor.exec(text); hit !== null; hit = anchor.exec(text)) {
    const free = found.at(-1)?.end ?? 0;
    const contact =
      hit[0] === "@"
        ? readMail(text, hit.index, free)
        : /[a-z]/i.test(hit[0])
          ? readAddress(text, hit.index)
          : readPhone(text, hit.index, patterns);
    if (contact === null) {
      anchor.lastIndex = hit.index + 1;
      // a parenthesis may open a whole number: (020-12345)
      if (/[(（]/.test(hit[0][0] ?? "")) continue;
      // the rest of a long number is no contact either
      while (/\d/.test(text[anchor.lastIndex] ?? "") && /\d/.test(text[hit.index] ?? "")) anchor.lastIndex++;
      continue;
    }
    if (contact.start < free) continue;
    found.push(contact);
    anchor.lastIndex = Math.max(anchor.lastIndex, contact.end);
  }
  return found;
}

function take(rule: RegExp, text: string, at: number): string | null {
  rule.lastIndex = at;
  return rule.exec(text)?.[0] ?? null;
}

function readMail(text: string, at: number, free: number): Contact | null {
  let start = at;
  while (start > free && at - start < 64 && /[A-Za-z0-9._%+-]/.test(text[start - 1] ?? "")) start--;
  const found = take(mail, text, start);
  return found === null ? null : contact("email", start, found.replace(/\.$/, ""));
}

function readAddress(text: string, at: number): Contact | null {
  const found = take(address, text, at)?.replace(/[.,;:!?'")\]]+$/, "");
  return found === undefined || found.length < 8 ? null : contact("url", at, found);
}

function readPhone(text: string, at: number, { short, hotline, announced }: PhonePatterns): Contact | null {
  for (const rule of phones) {
    const found = take(rule, text, at);
    if (found !== null) return contact("phone", at, found);
  }
  const few = hotline.test(text.slice(Math.max(0, at - 8), at)) ? take(short, text, at) : null;
  if (few !== null) return contact("phone", at, few);
  const found = take(local, text, at);
  if (found === null || !announced.test(text.slice(Math.max(0, at - 40), at))) return null;
  return contact("phone", at, found);
}

function contact(kind: Contact["kind"], start: number, value: string): Contact {
  return { type: "contact", start, end: start + value.length, rule: `contact.${kind}`, kind, value };
}
