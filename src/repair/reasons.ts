/** Why a repair of each kind was made, for a reader who has not heard of the damage. */
export const reasons: Readonly<Record<string, string>> = {
  gloss: "a reading in brackets, which the site put behind its character",
  "plain-gloss": "a reading without its tone in brackets, which the site put behind its character",
  "broken-gloss": "a reading put between the two bytes of a character, which was lost with it",
  cut: "a mark cut out of the bytes of other characters, which were read one byte late",
  swallowed: "a character that a byte left over took with it: what it was is lost",
  "doubled-mark": "a comma that the site put before its marks",
  "broken-line": "a line break inside a sentence",
  "lost-indent": "the spaces at the rim of a line, as question marks",
};
