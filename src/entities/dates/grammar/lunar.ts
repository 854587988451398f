import { matchAt, type ParseState, parseNumeral } from "./partial-date.js";
import { plausible } from "./year.js";

const stems = "甲乙丙丁戊己庚辛壬癸";
const branches = "子丑寅卯辰巳午未申酉戌亥";
const year = "(?:(\\d{4}|[〇零○一二三四五六七八九]{4}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])年)?";
const monthWord = "(正|腊|冬|闰?[一二三四五六七八九]|闰?十[一二]?)月";
const dayWord = "(初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二?十[一二三四五六七八九]?|三十)";
/** with the word 农历: either script of digits, a day or none, or its own sign after it */
const labelled = new RegExp(
  `${year}[ ]?(?:农历|阴历|旧历|夏历)${year}(?:(正|腊|冬|闰?(?:[一二三四五六七八九]|十[一二]?|\\d{1,2}))月(?:份)?)(?:${dayWord}(?:[日号])?|初?(\\d{1,2})[日号]?)?(?!\\d)`,
  "y",
);
/** without it: days that only the lunar calendar names so; those of the solar one end in 日 or 号 */
const plain = new RegExp(`${year}${monthWord}${dayWord}(?![日号月年一二三四五六七八九个多余几、至到-])`, "y");
/** 正月初8 */
const mixed = new RegExp(`${year}${monthWord}初(\\d{1,2})(?!\\d)`, "y");
/** 大年初五, 年初二; 大年三十 is a festival */
const newYear = new RegExp(`${year}大?年(初[一二三四五六七八九十])`, "y");
/** months that only the lunar calendar has */
const ownMonth = new RegExp(
  `${year}(正|腊|冬|闰(?:[一二三四五六七八九]|十[一二]?|\\d{1,2}))月(?=$|[里，。、,；;]|期间|至|到|起|底|前|后|$)`,
  "y",
);

const firsts = new Set(`正腊冬闰农阴旧夏大年〇零○一二三四五六七八九十${stems}`);

/** A day or a month of the lunar calendar: 农历正月十五, 八月十五, 农历闰四月. Moves on behind it. */
export function readLunar(text: string, state: ParseState): boolean {
  if (!firsts.has(text[state.at] ?? " ")) return false;
  const found = matchAt(labelled, text, state.at);
  if (found !== null) {
    const [all, before, after, month, han, digits] = found;
    return set(state, all, before ?? after, month, han ?? digits);
  }
  const greeting = matchAt(newYear, text, state.at);
  if (greeting !== null && !/[去今明后前本]/.test(text[state.at - 1] ?? " "))
    return set(state, greeting[0], greeting[1], "正", greeting[2]);
  const named = matchAt(plain, text, state.at) ?? matchAt(mixed, text, state.at) ?? matchAt(ownMonth, text, state.at);
  if (named === null || /[真修纠改公反方端订]/.test(text[state.at - 1] ?? " ")) return false;
  const [all, said, month, day] = named;
  return set(state, all, said, month, day);
}

function set(state: ParseState, all: string, year: string | undefined, monthSaid = "", daySaid: string | undefined): boolean {
  const leap = monthSaid.startsWith("闰") ? -1 : 1;
  const word = monthSaid.replace("闰", "");
  const month = word === "正" ? 1 : word === "腊" ? 12 : word === "冬" ? 11 : parseNumeral(word);
  const day = daySaid === undefined ? null : parseNumeral(daySaid.replace("初", "").replace("廿", "二十"));
  if (!(month >= 1 && month <= 12) || (day !== null && !(day >= 1 && day <= 30))) return false;
  const cycle = year !== undefined && stems.includes(year[0] ?? " ") ? cycleOf(year) : null;
  if (year !== undefined && cycle === null) {
    const said = parseNumeral(year);
    if (!plausible(said)) return false;
    state.years = [said, said];
  }
  state.movable = { kind: "lunar", month: month * leap, day, cycle };
  state.precision = day === null ? "month" : "day";
  state.at += all.length;
  return true;
}

/** The place of 甲辰 in the cycle of sixty years; null where the two do not go together. */
function cycleOf(year: string): number | null {
  const [stem, branch] = [stems.indexOf(year[0] ?? " "), branches.indexOf(year[1] ?? " ")];
  for (let place = 0; place < 60; place++) if (place % 10 === stem && place % 12 === branch) return place;
  return null;
}
