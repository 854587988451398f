/**
 * One message: Simplified Chinese, English. `{name}` stands for a value; `{count?document:documents}` in English for the word
 * that goes with 1, and the one that goes with any other number. Traditional is converted from Simplified.
 */
export type Message = readonly [hans: string, en: string];

/** The messages of one subject, by key. */
export type MessageTable = Readonly<Record<string, Message>>;

type NameIn<Inside extends string> = Inside extends `${infer Name}?${string}` ? Name : Inside;

/** The names of the values in a message. */
export type ValueNames<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? NameIn<Inside> | ValueNames<Rest>
  : never;
