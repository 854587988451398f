/** The letter of a level that names of bodies begin with, as the source of a pattern: 省|教育厅. */
export const LETTER = "[省市县区州]";
/** The same with the one level that has three letters. */
export const LEVEL = `(?:自治区|${LETTER})`;
/** A level that begins a name. */
export const LEVEL_AHEAD = new RegExp(`^${LEVEL}`);

/** What joins two names of a list. */
export const JOINS = /^[、和与及]$/;
