import * as z from "zod";
import { boundSchema, currencySchema, perSchema } from "./amount.js";
import { instrumentSchema } from "./enums.js";
import { offset } from "./offset.js";

/** A stretch of the body: as published and as normalised. */
const said = {
  quote: z.string().describe("exact substring of `original`"),
  start: offset,
  end: offset,
  text: z.string().describe("exact substring of `text`"),
  textStart: offset,
  textEnd: offset,
};

const saidSchema = z.object(said);

/** A stretch of the body; `start` and `end` are in `original`. */
export type Said = z.infer<typeof saidSchema>;

const bounds = {
  min: z.number().nullable().describe("inclusive; null is open"),
  max: z.number().nullable().describe("inclusive; null is open"),
  bound: boundSchema.describe("how the text bounds it: 最高500万元 is `at-most`"),
};

/**
 * What a measure is: the kind of its sum, what relieves without a sum (`exemption`: 免收, `priority`: 优先), a service or
 * a quota, or what is asked of someone (`obligation`).
 */
const measureInstrumentSchema = z.enum([...instrumentSchema.options, "exemption", "priority", "service", "quota", "obligation"]);

/** One incentive or obligation that the text states. */
export const measureSchema = z.object({
  part: z.string().nullable().describe("id of the part that states it"),
  instrument: measureInstrumentSchema.describe("what kind of measure it is"),
  amounts: z
    .array(
      z.object({
        ...said,
        ...bounds,
        currency: currencySchema.describe("ISO 4217"),
        per: z.array(perSchema).optional().describe("what it is counted for: 每家企业, 每月"),
      }),
    )
    .describe("its sums, in order"),
  rate: z
    .object({ ...said, ...bounds })
    .optional()
    .describe("percent"),
  beneficiary: saidSchema.optional().describe("who receives; none for what is asked or punished"),
  subject: saidSchema.optional().describe("who is obliged"),
  condition: saidSchema.optional().describe("on what condition"),
  deadline: z
    .object({ ...said, value: z.string().nullable().describe("ISO date, where it is known") })
    .optional()
    .describe("until when"),
  ...said,
});
export type Measure = z.infer<typeof measureSchema>;
