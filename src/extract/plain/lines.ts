import { fold } from "../fold.js";
import { endsSentence, type LineClass } from "../line.js";
import { numerals } from "../numerals.js";

/** A line of a page saved as text, trimmed. `linked` is what lines of HTML have. */
export interface PlainLine {
  readonly text: string;
  readonly linked: 0;
  readonly class: LineClass;
}

const longestTitle = 120;
const longParagraph = 100;
const notATitle = new RegExp(
  `(?:[。；;！？!?：:，,、]|…)$|^[${numerals}]+、|^[（(][${numerals}\\d]+[)）]|^第[${numerals}\\d]+[章条节]|^\\d+[.、]|^附件`,
);
/** a subtitle, a quotation, a path, a label with its value, a date, a line in brackets */
const otherLine = new RegExp(
  `^[-—–―“"'「『▲△▼>＞·•※*（(【\\[]|[>＞»]|^[^：:《》「」]{1,12}[：:]|^[\\d〇○零${numerals}]{4}\\s?[年./-]\\s?[\\d${numerals}]{1,3}`,
);
const documentNumber = /^(?:[^\s\d]{1,14}[〔[(]\d{4}[〕\])](?:第)?\d+号|[^\s\d]{1,14}字第\d{6,14}[A-Z]?[号號])$/;
const signed = new RegExp(`^[\\d〇○零${numerals}]{2,4}\\s?年\\s?[\\d${numerals}]{1,3}\\s?月\\s?[\\d${numerals}]{1,3}\\s?日$`);

/** Running text, as opposed to a title or a row of menu items: it has a full stop, or is long and has commas. */
export const isParagraph = ({ text, class: { is } }: PlainLine): boolean =>
  is === "sentence" && (text.includes("。") || text.length >= longParagraph || (text.length > 40 && endsSentence(text)));

/** Whether a line may be the title of a document. */
export const isTitle = ({ text, class: { is } }: PlainLine): boolean =>
  (is === "text" || is === "sentence") &&
  text.length >= 6 &&
  text.length <= longestTitle &&
  !notATitle.test(text) &&
  !isDocumentNumber(text) &&
  !text.includes("。") &&
  /\p{Script=Han}{4}/u.test(text);

/** Whether a line may be one of several that a title takes; bodies may be short: 财政部. */
export const isTitlePart = (text: string): boolean =>
  text.length >= 2 &&
  text.length <= longestTitle &&
  !notATitle.test(text) &&
  !otherLine.test(text) &&
  !isDocumentNumber(text) &&
  !/[。\t]/.test(text) &&
  /\p{Script=Han}/u.test(text);

/** Whether a line is just a document number: 鲁政办字〔2024〕12号 */
export const isDocumentNumber = (text: string): boolean => text.length <= 60 && /\d/.test(text) && documentNumber.test(fold(text).text);

/** Whether a line is just a date in words, as in a signature. */
export const isSignedDate = ({ text }: PlainLine): boolean => text.length <= 20 && signed.test(text);

/** The indices `from…end - 1`. */
export const range = (from: number, end: number): number[] => Array.from({ length: Math.max(0, end - from) }, (_, i) => from + i);
