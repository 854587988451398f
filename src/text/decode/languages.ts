/**
 * Sound text of other languages that looks like Chinese read with the wrong charset. Common characters of Big5 are kana when
 * read as GBK, one in twelve of all; in Japanese they are most of a line, and stand in a row.
 */
const kanaShare = 0.4;
const kanaRow = /[\u3041-\u30ff]{4}/;

/** Whether a line is Japanese for certain. */
export function hasKanaRow(line: string): boolean {
  return kanaRow.test(line);
}

/** Whether a line is likelier Japanese than Big5 read as GBK. */
export function isJapanese(line: string): boolean {
  if (hasKanaRow(line)) return true;
  const kana = line.match(/[\u3041-\u30ff]/g)?.length ?? 0;
  return kana > 0 && isMostlyKana(kana, line.match(/[^\0-\xff]/g)?.length ?? 0);
}

/** Whether so many kana of so many characters are more than Big5 read as GBK has. */
export function isMostlyKana(kana: number, characters: number): boolean {
  return kana > kanaShare * characters;
}

/** Letters with accents inside words of Latin letters, as Portuguese and Icelandic have two in a row: execução, óþekkt. */
const accents = /[A-Za-z]{2}[\xc0-\xff]{1,3}(?![\x80-\xff])|(?<![\x80-\xff])[\xc0-\xff]{1,3}[A-Za-z]{2}|[A-Za-z][\xc0-\xff]{1,3}[A-Za-z]/g;

/** Whether most of the letters of Latin-1 in a line stand so: those of Chinese stand in long rows, or one letter apart. */
export function isWestern(line: string): boolean {
  const rows = line.match(/[\x80-\xff]+/g)?.length ?? 0;
  return rows > 0 && 2 * (line.match(accents)?.length ?? 0) >= rows;
}

/** Whether a line is a table of Latin-1: most of its characters outside ASCII are the next ones to those before them. */
export function isAlphabet(line: string): boolean {
  let next = 0;
  let all = 0;
  let last = 0;
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if (code < 0x80) continue;
    all++;
    if (code === last + 1) next++;
    last = code;
  }
  return 2 * next > all;
}
