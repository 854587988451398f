import type { Document } from "../model/record.js";
import { shorten } from "./output.js";

/** Columns that a text takes in a row. */
const cell = 48;

/**
 * The parts of a document that bear a label or head others, a row each: id, what the first line says. Plain paragraphs are
 * left out: the text shows them.
 */
export function outlineRows({ parts, text }: Pick<Document, "parts" | "text">): string[][] {
  return parts.flatMap(({ id, level, label, textStart, textEnd }) => {
    if (level === "body" || (label === null && level === "paragraph")) return [];
    const [first = ""] = text.slice(textStart, textEnd).split("\n", 1);
    const depth = id.split(".").length - 1;
    return [[`${"  ".repeat(depth)}${id}`, shorten(first.trim(), cell)]];
  });
}

/** What a document gives to whom and asks of whom, a row each: part, instrument, how much, to whom, on which condition, until when. */
export function measureRows({ measures }: Pick<Document, "measures">): string[][] {
  return measures.map(({ part, instrument, amounts, rate, beneficiary, subject, condition, deadline }) => [
    part ?? "",
    instrument,
    shorten([rate?.text, ...amounts.map(({ text }) => text)].filter((said) => said !== undefined).join("、") || "–", cell),
    shorten((beneficiary ?? subject)?.text ?? "–", cell),
    shorten([condition?.text, deadline?.text].filter((said) => said !== undefined).join("；"), cell),
  ]);
}
