import * as z from "zod";
import { offset } from "./offset.js";

/** How a number is bounded; `min` and `max` are inclusive and null means open. */
export const boundSchema = z.enum(["exact", "about", "over", "at-least", "under", "at-most", "range"]);

/** ISO 4217 */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** A stretch of the published title or body that says something of an amount. */
const quoted = { quote: z.string().describe("exact substring of the published text"), start: offset, end: offset };

/** What an amount is counted for: 每家企业 → 企业, 每月 → 月. */
export const perSchema = z.object({ unit: z.string().describe("企业, 月"), ...quoted });

/** Who receives a sum, without 对. */
export const beneficiarySchema = z.object({ text: z.string().describe("normalised"), ...quoted });

/** What kind of words say it: 奖励, 罚款. */
export const evidenceSchema = z.object(quoted);

/** The most that comes together in a year or in all: 年度最高, 累计不超过. */
export const capSchema = z.object({ max: z.number().describe("inclusive"), currency: currencySchema.describe("ISO 4217"), ...quoted });

export type Per = z.infer<typeof perSchema>;
export type Cap = z.infer<typeof capSchema>;
