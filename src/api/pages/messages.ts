/** The languages of the pages. */
export const languages = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof languages)[number];

export interface Messages {
  readonly language: string;
  readonly title: string;
  readonly search: string;
  readonly placeholder: string;
  readonly hint: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly money: string;
  readonly enterprises: string;
  readonly sort: string;
  readonly relevance: string;
  readonly date: string;
  readonly found: (total: number) => string;
  readonly undated: (count: number) => string;
  readonly none: string;
  readonly previous: string;
  readonly next: string;
  readonly page: (page: number) => string;
  readonly record: string;
  readonly attachment: string;
  readonly moreAttachments: (count: number) => string;
  readonly untitled: string;
}

export const messages: Record<Language, Messages> = {
  "zh-Hans": {
    language: "简体",
    title: "政文 · 政策文件检索",
    search: "搜索",
    placeholder: "输入简体或繁体，例如：开平 建筑业",
    hint: '以空格分开的词须全部出现；"…" 为短语；-词 表示排除；OR、title:、date: 等见检索语言。',
    place: "地区代码",
    from: "发布不早于",
    to: "发布不晚于",
    money: "金额",
    enterprises: "企业数",
    sort: "排序",
    relevance: "相关度",
    date: "日期",
    found: (total) => `共 ${total} 篇`,
    undated: (count) => `另有 ${count} 篇因无日期未列入`,
    none: "没有找到。请减少检索词或放宽条件。",
    previous: "上一页",
    next: "下一页",
    page: (page) => `第 ${page} 页`,
    record: "数据",
    attachment: "附件",
    moreAttachments: (count) => `另有 ${count} 个附件`,
    untitled: "（无标题）",
  },
  "zh-Hant": {
    language: "繁體",
    title: "政文 · 政策文件檢索",
    search: "搜尋",
    placeholder: "輸入繁體或簡體，例如：開平 建築業",
    hint: '以空格分開的詞須全部出現；"…" 為短語；-詞 表示排除；OR、title:、date: 等見檢索語言。',
    place: "地區代碼",
    from: "發布不早於",
    to: "發布不晚於",
    money: "金額",
    enterprises: "企業數",
    sort: "排序",
    relevance: "相關度",
    date: "日期",
    found: (total) => `共 ${total} 篇`,
    undated: (count) => `另有 ${count} 篇因無日期未列入`,
    none: "沒有找到。請減少檢索詞或放寬條件。",
    previous: "上一頁",
    next: "下一頁",
    page: (page) => `第 ${page} 頁`,
    record: "資料",
    attachment: "附件",
    moreAttachments: (count) => `另有 ${count} 個附件`,
    untitled: "（無標題）",
  },
  en: {
    language: "English",
    title: "Zhengwen · Chinese policy search",
    search: "Search",
    placeholder: "Simplified or Traditional, e.g. 開平 建築業",
    hint: 'Terms apart by spaces must all occur; "…" keeps a phrase together; -term excludes; OR, title:, date: and more.',
    place: "Place code",
    from: "Published from",
    to: "Published to",
    money: "Amount",
    enterprises: "Enterprises",
    sort: "Sort by",
    relevance: "Relevance",
    date: "Date",
    found: (total) => `${total} found`,
    undated: (count) => `${count} more left out for having no date`,
    none: "Nothing found. Use fewer terms or wider filters.",
    previous: "Previous",
    next: "Next",
    page: (page) => `Page ${page}`,
    record: "Data",
    attachment: "Attachment",
    moreAttachments: (count) => `in ${count} more attachments`,
    untitled: "(no title)",
  },
};

/** The language asked for, else the first that the browser accepts, else Simplified Chinese. */
export function chooseLanguage(asked: unknown, accepted: string | undefined): Language {
  const known = languages.find((language) => language === asked);
  if (known) return known;
  for (const tag of (accepted ?? "").slice(0, 200).split(",")) {
    if (/^\s*zh-(hant|tw|hk|mo)\b/i.test(tag)) return "zh-Hant";
    if (/^\s*zh\b/i.test(tag)) return "zh-Hans";
    if (/^\s*en\b/i.test(tag)) return "en";
  }
  return "zh-Hans";
}
