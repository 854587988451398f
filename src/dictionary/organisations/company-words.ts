import * as z from "zod";
import { words } from "../lists.js";

/** What shows companies, and what their names end with. */
export const companyWordsSchema = z.strictObject({
  /** ends that are common nouns behind a verb: 推介|公司 */
  bare: words,
  /** ends behind which a company's own word is looked for */
  legalEnds: words,
  /** the whole end, with what it stands for: 中建西部建设|股份有限公司 */
  fullEnds: words,
  /** heads of companies, and what they are besides: 董事长|兼|总裁 */
  heads: z.strictObject({ posts: words, second: words }),
  /** a kind of company, or words of the post: 物业公司|总经理, 副|董事长 */
  notNames: z.strictObject({ ends: words, starts: words }),
});

export type CompanyWords = z.infer<typeof companyWordsSchema>;
