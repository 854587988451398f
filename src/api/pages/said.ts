import type { Language } from "./language.js";
import { messageText } from "./messages/messages.js";
import { noteMessages } from "./messages/notes.js";

type NoteKey = keyof typeof noteMessages;

/** What the code says in English, as it is shown: in the reader's language, or as it was said where no form of it is known. */
export interface Said {
  readonly text: string;
  /** its language, where that is not the page's */
  readonly lang?: "en";
}

/** Characters of a note that are read: values may be of any length. */
const longest = 2_000;

/** Values that are numbers or shares; any other may hold whatever a page or a file was called. */
const numbers: ReadonlySet<string> = new Set(["asked", "breaks", "bytes", "count", "now", "open", "share", "unsure", "usual"]);

/** Each message's English as a pattern, its values named groups. */
const forms: readonly (readonly [NoteKey, RegExp])[] = (Object.keys(noteMessages) as NoteKey[]).map((key) => {
  const literal = noteMessages[key][1].replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return [
    key,
    new RegExp(
      `^${literal.replace(/\{(\w+)\}/g, (_whole, name: string) => `(?<${name}>${numbers.has(name) ? "\\d+(?: %)?" : ".{1,500}?"})`)}$`,
      "su",
    ),
  ];
});

/** A note, or what is said of a source's health, in the language of a page. */
export function saidIn(message: string, language: Language): Said {
  if (language === "en") return { text: message };
  const text = translated(message.slice(0, longest), language);
  return text === null ? { text: message, lang: "en" } : { text };
}

/** A message in a language with its values, which may be such messages again; null where it is none of the forms. */
function translated(message: string, language: Language): string | null {
  for (const [key, form] of forms) {
    const values = form.exec(message)?.groups;
    if (values === undefined && !form.test(message)) continue;
    return messageText(key, language).replace(/\{(\w+)\}/g, (_whole, name: string) => sayValue(values?.[name] ?? "", language));
  }
  // a value and where it stands, or a reason and what came of it: each side for itself
  const at = message.lastIndexOf(": ");
  if (at < 0) return null;
  const [before, behind] = [message.slice(0, at), translated(message.slice(at + 2), language)];
  return behind === null ? null : `${translated(before, language) ?? before}：${behind}`;
}

/** A value that is such a message is put into the language, and a list of them one by one; any other stays as it is. */
function sayValue(value: string, language: Language): string {
  const parts = value.split(", ").map((part) => translated(part, language));
  return translated(value, language) ?? (parts.includes(null) ? value : parts.join("、"));
}
