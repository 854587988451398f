/** The Han digits that number headings and spell dates, for use in a character class. */
export const numerals = "一二三四五六七八九十";
