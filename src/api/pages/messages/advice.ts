import type { MessageTable } from "./table.js";

/** What would be right in a query that is not understood. */
export const adviceMessages = {
  "advice.bracket.open": ["括号没有闭合：写成 ( … )，或给它加引号。", "This bracket is not closed: write ( … ), or quote it."],
  "advice.bracket.close": ["这个括号没有开头：去掉它，或给它加引号。", "This bracket closes nothing: take it away, or quote it."],
  "advice.quote": ["引号没有闭合：短语两边都要有引号。", "A quote is not closed: write one on each side of the phrase."],
  "advice.or": [
    'OR 两边都要有词：绿色 OR 低碳；若是单词本身，写成 "OR"。',
    'OR needs a term on each side: 绿色 OR 低碳; as a word write "OR".',
  ],
  "advice.and": [
    'AND 两边都要有词：绿色 AND 建筑；若是单词本身，写成 "AND"。',
    'AND needs a term on each side: 绿色 AND 建筑; as a word write "AND".',
  ],
  "advice.not": ["{sign} 排除其后的内容，而后面没有内容：-建材。", "{sign} excludes what follows it, and nothing does: -建材."],
  "advice.missing": ["这里缺少内容。", "Something is missing here."],
  "advice.deep": ["括号和 NOT 的层次超过 {most} 层，请减少。", "Brackets and NOT stand over {most} deep: use fewer."],
  "advice.word": ["{name}: 后面要有词：{name}:绿色建筑。", "{name}: needs a word: {name}:绿色建筑."],
  "advice.field": [
    "没有 {name}: 这个字段。可用：{known}；若要查找这些字，给它加引号。",
    "There is no {name}:. There are {known}; to look for the text itself, quote it.",
  ],
  "advice.value": ["{name}: 后面要紧跟一个值。", "{name}: needs a value right behind it."],
  "advice.in": ["in: 只能是 {known}。", "in: takes {known}."],
  "advice.issuer": ["issuer: 后面要有机关名称，例如 issuer:工信部。", "issuer: needs a name, such as issuer:工信部."],
  "advice.number": [
    "number: 后面要有文号，例如 number:国办发〔2017〕47号 或 number:2017 47。",
    "number: needs a number, such as number:国办发〔2017〕47号 or number:2017 47.",
  ],
  "advice.cites": [
    "cites: 后面要有文号或完整标题，例如 cites:国办发〔2017〕47号。",
    "cites: needs a number or a whole title, such as cites:国办发〔2017〕47号.",
  ],
  "advice.place": [
    "{value} 不是地名：写名称或六位代码，例如 place:山东省 或 place:370000。",
    "{value} is no place: write a name or a six-digit code, place:山东省 or place:370000.",
  ],
  "advice.amount": [
    "{value} 不是金额：写 >=1000万、<=300、>300、100..200 或 300；不是人民币时在后面加 USD、HKD 等。",
    "{value} is no amount: write >=1000万, <=300, >300, 100..200 or 300, with USD, HKD … behind it where it is not CNY.",
  ],
  "advice.range": [
    "{value} 不是数量范围：写 >=1000万、<=300、>300、100..200 或 300。",
    "{value} is no range: write >=1000万, <=300, >300, 100..200 or 300.",
  ],
  "advice.days": [
    "{value} 不是日期范围：写 2023..2024、2023-05、2023-05-31 或 >=2023-05-31。",
    "{value} is no range of days: write 2023..2024, 2023-05, 2023-05-31 or >=2023-05-31.",
  ],
  "advice.kind": ["没有 {value} 这个文种；可用：{known}。", "There is no kind {value}; there are {known}."],
  "advice.instrument": ["没有 {value} 这个资金类型；可用：{known}。", "There is no instrument {value}; there are {known}."],
  "advice.source": ["source: 后面是来源的标识。", "source: takes the id of a source."],
  "advice.script": [
    "script: 只能是 {known}，或用 as-written 按原文逐字查找。",
    "script: takes {known}, or as-written for terms exactly as published.",
  ],
  "advice.may": [
    "may: 后面是范围，例如 may:money:>=1000万 或 may:enterprises:>300。",
    "may: takes a range: may:money:>=1000万 or may:enterprises:>300.",
  ],
  "advice.long": ["检索式有 {count} 个字符；上限为 {most}。", "It is {count} characters long; {most} is the limit."],
  "advice.many": ["检索式有 {count} 个词和条件；上限为 {most}。", "It has {count} terms and conditions; {most} is the limit."],
  "advice.ways": [
    "各词的所有说法合计 {count} 个字符；上限为 {most}。",
    "Its terms in all the ways that they are said come to {count} characters; {most} is the limit.",
  ],
  "advice.empty": [
    "没有可供检索的汉字、字母或数字。请给出要找的词、一个条件，或用 * 表示全部。",
    "It holds no Han character, letter or digit to search for. Give a term to find, a filter, or * for all.",
  ],
  "advice.excludes": [
    "只有排除条件。请给出要找的词、一个条件，或用 * 表示全部。",
    "It only excludes. Give a term to find, a filter, or * for all.",
  ],
  "advice.deepest": ["翻页超过了 {most} 条，请缩小范围。", "Hits beyond {most} are not paged to: narrow the search."],
  "advice.order": ["起始日期 {from} 晚于结束日期 {to}。", "The first day {from} is after the last day {to}."],
  "advice.twice": ["参数 {name} 给了不止一次。", "{name} is given more than once."],
  "advice.parameter": ["没有 {name} 这个参数。", "{name} is no parameter."],
  "advice.invalid": ["参数 {name} 的值不对。", "The value of {name} is not taken."],
  "advice.term": ["每个词为 1 到 200 个字符。", "A term has 1 to 200 characters."],
  "advice.terms": ["有 {count} 个词；上限为 {most}。", "There are {count} terms; {most} is the limit."],
  "advice.terms.empty": ["这些词里没有汉字、字母或数字。", "The terms hold no Han character, letter or digit."],
  "advice.other": ["请对照“检索式写法”检查。", "Compare it with “How to write a query”."],
} as const satisfies MessageTable;
