import type { Random } from "./random.js";

/** A document as its page states it, and as its record must hold it. */
export interface Notice {
  readonly title: string;
  /** ISO date */
  readonly publishedAt: string;
  readonly publisher: string;
  readonly paragraphs: readonly string[];
  readonly isTraditional?: boolean;
}

const cities = ["杭州市", "嘉兴市", "潍坊市", "聊城市", "株洲市", "苏州市", "成都市", "福州市", "南昌市", "兰州市"];
const matters = [
  "绿色建材推广应用",
  "智能建造试点",
  "中小企业数字化转型",
  "营商环境优化",
  "农村公路养护",
  "城镇老旧小区改造",
  "职业技能提升行动",
];
const deeds = ["加强组织领导", "明确责任分工", "加大资金支持", "强化监督检查", "及时总结经验", "做好宣传引导", "完善工作机制"];
const bodies = ["发展和改革委员会", "财政局", "住房和城乡建设局", "工业和信息化局", "人力资源和社会保障局"];

/** A notice that no other number and seed bears. Its characters are all in GB 2312. */
export function notice(number: number, random: Random): Notice {
  const city = random.pick(cities);
  const matter = random.pick(matters);
  const body = `${city}${random.pick(bodies)}`;
  const [month, day] = [random.whole(1, 12), random.whole(1, 28)].map((value) => String(value).padStart(2, "0"));
  const chosen = Array.from({ length: 3 }, () => random.pick(deeds));
  return {
    title: `${body}关于${matter}有关事项的通知（第${number + 1}号）`,
    publishedAt: `2023-${month}-${day}`,
    publisher: body,
    paragraphs: [
      "各县（市、区）人民政府，市政府各部门：",
      `为推进${matter}，${city}决定安排专项资金${100 + random.whole(1, 9000)}万元，支持${10 + number}家企业开展试点，现将有关事项通知如下。`,
      `一、各地要${chosen[0]}，确保各项措施落到实处，并于2024年1月${random.whole(1, 28)}日前报送第${number + 1}号工作方案。`,
      `二、有关部门要${chosen[1]}，${chosen[2]}，及时研究解决试点中的问题，共涉及${random.whole(100, 99_999)}户居民。`,
      body,
      `2023年${Number(month)}月${Number(day)}日`,
    ],
  };
}

/** The same kind of notice in Traditional characters, all of them in Big5. */
export function traditionalNotice(number: number, random: Random): Notice {
  const [month, day] = [random.whole(1, 12), random.whole(1, 28)].map((value) => String(value).padStart(2, "0"));
  return {
    title: `香港特別行政區政府關於公共房屋計劃有關事項的公告（第${number + 1}號）`,
    publishedAt: `2023-${month}-${day}`,
    publisher: "香港特別行政區政府新聞公報",
    isTraditional: true,
    paragraphs: [
      `政府今日公布第${number + 1}號公共房屋計劃，預計撥款${100 + random.whole(1, 9000)}萬元，支援${10 + number}間企業參與興建工程。`,
      `發言人表示，有關部門會與社區團體保持聯繫，處理${random.whole(100, 99_999)}個住戶提出的問題，並於日後公布詳細安排。`,
      "公眾人士可於辦公時間內向有關部門查詢，或者瀏覽政府網站了解計劃的內容。",
    ],
  };
}

export interface PageForm {
  /** what stands in <head> */
  readonly head?: string;
  /** what follows the body */
  readonly tail?: string;
  /** what stands before the paragraphs, inside the body's container */
  readonly before?: string;
}

/** The page of a notice, with the chrome that sites put around it. */
export function pageOf(
  { title, publishedAt, publisher, paragraphs, isTraditional = false }: Notice,
  { head = "", tail = "", before = "" }: PageForm = {},
): string {
  const [home, news, published, from] = isTraditional ? ["首頁", "新聞", "發布時間", "來源"] : ["首页", "新闻", "发布时间", "来源"];
  return `<!DOCTYPE html><html><head>${head}<title>${title}</title></head><body>
<div class="nav"><a href="/">${home}</a><a href="/news">${news}</a></div>
<h1>${title}</h1>
<div class="info">${published}：${publishedAt} ${from}：${publisher}</div>
<div class="content">${before}
${paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join("\n")}
</div>${tail}</body></html>`;
}
