import type { PlainKey } from "./messages.js";

/** Searches that the start page and an empty answer offer: they show what the language of queries can do. */
export const exampleSearches: readonly string[] = [
  "开平 建筑业",
  "裝配式建築",
  "* money:>=1000万",
  "* enterprises:>=100",
  "* place:山东 kind:notice",
];

/** A search with a synonym, for those who found nothing. */
export const exampleOr = "补助 OR 奖励";

/** Forms of a query with what each finds. */
export const queryForms: readonly { readonly write: string; readonly finds: PlainKey }[] = [
  { write: "绿色 建筑", finds: "help.all" },
  { write: '"绿色建筑"', finds: "help.phrase" },
  { write: "补助 (绿色 OR 低碳)", finds: "help.or" },
  { write: "绿色 -开平", finds: "help.not" },
  { write: "title:绿色", finds: "help.title.field" },
  { write: "place:山东", finds: "help.place" },
  { write: "date:2023..2024", finds: "help.date" },
  { write: "money:>=1000万", finds: "help.money" },
  { write: "enterprises:>300", finds: "help.enterprises" },
  { write: "number:国办发〔2017〕47号", finds: "help.number" },
  { write: "cites:国办发〔2017〕47号", finds: "help.cites" },
];
