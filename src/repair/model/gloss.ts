/** Vowels with a tone mark, and the nasals that are syllables of their own. */
const toned = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
const tonedLetter = new RegExp(`[${toned}]`, "g");
const tonedSyllable = new RegExp(`([a-züɑɡ]{0,4}[${toned}][a-zɑɡ]{0,4}) ?\\)`, "y");
/** Some sites write a space behind each gloss: it goes with the gloss. */
const plainSyllable = /([a-zü]{1,6}) ?\) ?/y;

/** A reading in brackets that was inserted behind a character. */
export interface Gloss {
  /** its bracket, or its syllable where the bracket was swallowed */
  readonly start: number;
  readonly end: number;
  readonly syllable: string;
}

/** The toned gloss whose bracket stands at `at`. */
export function glossAt(text: string, at: number): Gloss | undefined {
  return text.charCodeAt(at) === 0x28 ? syllableAt(tonedSyllable, text, at, at + 1) : undefined;
}

/** The toned gloss whose syllable stands at `at`: its bracket was swallowed. */
export function bareGlossAt(text: string, at: number): Gloss | undefined {
  return syllableAt(tonedSyllable, text, at, at);
}

/** The gloss without tone whose bracket stands at `at`. */
export function plainGlossAt(text: string, at: number): Gloss | undefined {
  return text.charCodeAt(at) === 0x28 ? syllableAt(plainSyllable, text, at, at + 1) : undefined;
}

function syllableAt(form: RegExp, text: string, start: number, at: number): Gloss | undefined {
  form.lastIndex = at;
  const found = form.exec(text);
  return found ? { start, end: at + found[0].length, syllable: found[1] as string } : undefined;
}

/** Whether a text holds any toned letter: without one it has no toned gloss. */
export function hasTone(text: string): boolean {
  tonedLetter.lastIndex = 0;
  return tonedLetter.test(text);
}

/** All toned glosses, in order; those whose bracket was swallowed begin at their syllable. */
export function tonedGlosses(text: string): Gloss[] {
  const found: Gloss[] = [];
  let from = 0;
  tonedLetter.lastIndex = 0;
  for (let hit = tonedLetter.exec(text); hit; hit = tonedLetter.exec(text)) {
    let start = hit.index;
    while (start > from && hit.index - start < 4 && /[a-züɑɡ]/.test(text.charAt(start - 1))) start--;
    const opened = text.charCodeAt(start - 1) === 0x28 && start > from;
    const gloss = opened ? glossAt(text, start - 1) : bareGlossAt(text, start);
    if (!gloss) continue;
    found.push(gloss);
    from = gloss.end;
    tonedLetter.lastIndex = gloss.end;
  }
  return found;
}
