import * as z from "zod";
import { characters, words } from "../lists.js";

/** Classes of the words that names of bodies are made of, where a rule asks for one. */
export const nameFormsSchema = z.strictObject({
  /** how names of offices inside a body end, and words that end so and are none: 秘书处, not 益处 */
  offices: z.strictObject({ ends: words, not: words }),
  /** schools and hospitals: known ones that a place may stand ahead of, and those that a bureau's department cares for */
  schools: z.strictObject({ above: words, taught: words }),
  /** known names of bodies that others stand below */
  above: z.strictObject({ ends: words, names: words }),
  /** what makes a body of a level: 市|委 */
  levelBodies: words,
  /** offices that levels and their party committees have, by short name, with what it stands for: 市|台办, 省委|改革办 */
  levelOffices: z.strictObject({
    levels: characters,
    government: z.record(z.string().min(2), z.string().min(2)),
    committee: z.record(z.string().min(2), z.string().min(2)),
  }),
  /** bureaus by the first characters of what they are in charge of: 经|科|信|局 */
  shortened: z.strictObject({ letters: characters, tails: words }),
  /** offices of a level by their short names, by what shows their end: 省|援疆|办|牵头; `notBehind` makes another word of the level */
  shortOffices: z.strictObject({
    levels: z.array(z.string().min(1)),
    notBehind: z.string().min(1),
    end: z.string().length(1),
    shows: z.array(z.string().min(1)),
  }),
  /** sections by the post of their head, which repeats their end: 协调|处|处长; groups that work for a time are none */
  sections: z.strictObject({
    ends: z.string().min(1),
    ranks: z.array(z.string().min(2)),
    working: words,
    room: z.string().length(1),
    head: z.string().length(1),
    deputy: z.string().length(1),
    director: z.string().min(1),
  }),
  /** what closes a list of companies and joins its items: 甲、乙|等|9家|企业 */
  firmLists: z.strictObject({
    closes: z.string().length(1),
    counters: z.string().min(1),
    many: z.array(z.string().min(2)),
    kinds: z.array(z.string().min(2)),
    joints: characters,
  }),
  /** the body whose divisions and regiments have numbers */
  corps: z.string().min(2),
  /** another name of the same association, in brackets behind it */
  otherNames: words,
  /** whose a company is, or what joins it to another: 我区|新乡化纤股份有限公司 */
  ownedBy: words,
  /** colleges, and what shows ahead of them that a university is spoken of */
  college: z.strictObject({ end: z.string().min(1), shown: z.array(z.string().min(2)) }),
  /** what a county's or a district's own paper says */
  ofCounty: z.array(z.string().min(2)),
  /** tails that a short name cuts: 市委 → 市委员会 */
  spelt: z.record(z.string(), z.string()),
  /** ends of known names that may stand below another body */
  subordinate: words,
  /** ends of bodies that stand side by side, not one below the other */
  topmost: words,
  /** bodies below one of the same kind, named after a place: 深圳市公安局|南山|分局 */
  branches: words,
  /** ends of offices that are named after a region, a river or a port: 长江航务|管理局 */
  regional: words,
  /** what stands between a body and another that belongs to it: 医学院|附属|瑞金医院 */
  attached: words,
  /** governments by a short form that names none: 市|府 */
  bareSeats: words,
  /** how names of plants end, which are built as well: …电厂|项目 */
  plants: words,
  /** offices that a body or a place has elsewhere (驻|北京|办事处); `elsewhere`: those that need no 驻 (工总|上海|办事处) */
  stationed: z.strictObject({ leads: words, elsewhere: words, offices: words }),
  /** zones, which may be named after a bay, a lake or a mountain ahead of the division, and who runs them */
  zones: z.strictObject({ ends: words, offices: words, waters: characters }),
  /**
   * ends that only a company's full name has; `placed`: those that a place may stand ahead of inside the name; `verbs`: what
   * companies do as well, right behind a full name (有限公司|控股设立); `nouns`: those that are common nouns too
   */
  legal: z.strictObject({ forms: words, placed: words, verbs: words, nouns: words }),
  /** ends of companies' names behind which their place is meant: 上海|银行, 深圳|机场集团 */
  placedCompanies: words,
  /** centres that are no body but what a city wants to be: 国际航运中心 */
  concepts: words,
  /** ends that mean many of a kind: 中关村|上市公司 */
  manyOfAKind: words,
  /** departments of a party committee, which lists name behind a first one, and its other offices */
  committee: z.strictObject({ departments: words, offices: words }),
  /** bodies that coordinate others and have an office of their own */
  coordinating: words,
  /** how names of the state's own bodies begin */
  state: words,
  /** world-wide words, which begin a name where no name stands before them */
  worldwide: words,
  /** what says that a name means many bodies or one that was named before, and places that begin so */
  many: z.strictObject({ starts: words, not: words }),
  /** one-character names of countries, and what makes a date of 日 */
  countries: z.strictObject({ letters: characters, notBehind: characters }),
  /** what makes an adjective of the word before it: 紧密|型 */
  adjectives: characters,
  /**
   * what a bracket behind a name begins with that defines its short name: (以下|简称…; which of two words comes first decides;
   * `joints` between two short names, and short names that mean any body (公司)
   */
  definitions: z.strictObject({ ahead: z.array(z.string()), words: z.array(z.string()), joints: z.array(z.string()), notNames: words }),
  /** characters that lead to a name and are no part of it */
  leads: z.strictObject({
    /** at the begin of a segment that the segmenter does not know */
    glued: characters,
    /** glued to a level: 由|省… */
    level: characters,
    /** glued to a function: 由|医保 */
    function: characters,
    /** ahead of a character that is a word of a name: 由|中|青旅控股 */
    lone: characters,
    /** anywhere */
    clause: characters,
  }),
});

export type NameForms = z.infer<typeof nameFormsSchema>;
