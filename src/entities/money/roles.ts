import type { Mention } from "../../model/entity.js";
import type { Instrument } from "../../model/enums.js";
import type { Doc } from "../doc.js";
import { beneficiariesOf } from "./beneficiary.js";
import { capsOf } from "./cap.js";
import { instrumentsOf } from "./instrument.js";
import { kindWordsIn, type Passage, passagesOf, type Sum, said } from "./passages.js";
import { persOf } from "./per.js";

/** Adds to amounts of money what kind of sum each is, what it is counted for, who receives it and its cap. `sums` in order. */
export function withRoles(doc: Doc, sums: readonly Sum[], title: string | null): Mention<"money">[] {
  const ofTitle = title === null ? null : (kindWordsIn(doc, title, 0, title.length).at(-1)?.kind ?? null);
  return passagesOf(doc, sums).flatMap((passage) => rolesIn(doc, passage, ofTitle));
}

function rolesIn(doc: Doc, passage: Passage, ofTitle: Instrument | null): Mention<"money">[] {
  const { text } = doc;
  const kinds = instrumentsOf(doc, passage, ofTitle);
  const pers = persOf(doc, passage);
  const recipients = beneficiariesOf(doc, passage, kinds);
  const caps = capsOf(doc, passage, kinds, pers, recipients);
  return passage.sums.map(({ mention }, index): Mention<"money"> => {
    const kind = kinds[index];
    const per = pers[index] ?? [];
    const recipient = recipients[index];
    const cap = caps[index];
    return {
      ...mention,
      ...(per.length > 0 && { per }),
      ...(kind && { instrument: kind.kind }),
      ...(kind?.word && { instrumentSaid: said(text, kind.word.start, kind.word.end) }),
      ...(recipient && {
        beneficiary: { text: text.slice(recipient.start, recipient.end), ...said(text, recipient.start, recipient.end) },
      }),
      ...(cap && { cap }),
    };
  });
}
