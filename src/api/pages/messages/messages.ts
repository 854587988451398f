import { buildToTraditional } from "../../../text/traditional.js";
import type { Language } from "../language.js";
import { adminMessages } from "./admin.js";
import { adviceMessages } from "./advice.js";
import { documentMessages } from "./document.js";
import { errorMessages } from "./errors.js";
import { frameMessages } from "./frame.js";
import { noteMessages } from "./notes.js";
import { panelMessages } from "./panel.js";
import { searchMessages } from "./search.js";
import type { Message, ValueNames } from "./table.js";
import { termMessages } from "./terms.js";
import { traditionalWords } from "./traditional.js";
import { trialMessages } from "./trial.js";

/** Every message of the pages; a subject of its own is a table of its own. */
export const messages = {
  ...frameMessages,
  ...errorMessages,
  ...termMessages,
  ...searchMessages,
  ...adviceMessages,
  ...documentMessages,
  ...noteMessages,
  ...panelMessages,
  ...trialMessages,
  ...adminMessages,
} as const;

type Messages = typeof messages;
export type MessageKey = keyof Messages;

/** The values of a message; none where it has none. */
type Values<Key extends MessageKey> = [ValueNames<Messages[Key][0]>] extends [never]
  ? []
  : [values: Readonly<Record<ValueNames<Messages[Key][0]>, string | number>>];

/** Keys of messages without values. */
export type PlainKey = { [Key in MessageKey]: [ValueNames<Messages[Key][0]>] extends [never] ? Key : never }[MessageKey];

/** Says a message in a language. The values are put in as they are, and never converted. */
export type Say = <Key extends MessageKey>(key: Key, ...values: Values<Key>) => string;

let traditional: ReadonlyMap<string, string> | undefined;

/** The text of each message in Traditional, converted when the first one is needed. */
function traditionalTexts(): ReadonlyMap<string, string> {
  if (traditional === undefined) {
    const convert = buildToTraditional(traditionalWords);
    // names of values are Latin, which nothing converts
    traditional = new Map(Object.entries<Message>(messages).map(([key, [hans]]) => [key, cornered(convert(hans))]));
  }
  return traditional;
}

/** Traditional Chinese quotes with corners. */
const cornered = (text: string): string => text.replaceAll("“", "「").replaceAll("”", "」");

/** The text of a message in a language, its values not put in. */
export function messageText(key: MessageKey, language: Language): string {
  if (language === "zh-Hant") return traditionalTexts().get(key) ?? "";
  return messages[key][language === "en" ? 1 : 0];
}

const place = /\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}/g;

/** What says the messages in a language. */
export function sayIn(language: Language): Say {
  return (key, ...[values]) => {
    const given: Readonly<Record<string, string | number>> = values ?? {};
    return messageText(key, language).replace(place, (_whole, name: string, one?: string, many?: string) => {
      if (one !== undefined) return (Number(given[name]) === 1 ? one : many) ?? "";
      return shownValue(given[name] ?? "");
    });
  };
}

function shownValue(value: string | number): string {
  return typeof value === "number" ? formatNumber(value) : value;
}

/** A number with its digits in groups of three, as all three languages write it. */
export function formatNumber(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 4 });
}
