/** The digits that number headings and write dates in words, for a character class. */
export const numerals = "一二三四五六七八九十";
