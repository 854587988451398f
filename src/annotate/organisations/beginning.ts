import type { Agencies } from "../../dictionary/agencies.js";
import type { Mention } from "../../model/entity.js";
import type { Token } from "../../text/segment.js";
import type { View } from "../annotator.js";
import { tokenIndexAt } from "../borders.js";
import type { Anchor } from "./anchors.js";

/** How far a name reaches back from what is certain of it, in segments. */
const REACH = 14;
const OPEN = /^(?:n|nr|ns|nt|nz|nrt|nrfg|ng|vn|an|b|j|l|i|eng|x|s|a|q|zg|g)$/;
/** Verbs that names of bodies are made of. */
const NOUNLIKE = new Set(
  "管理 监督 服务 建设 发展 改革 研究 保障 促进 推进 指导 协调 调查 检验 检测 监测 评价 认证 交易 投资 控股 开发 运营 设计 勘察 施工 测绘 教育 培训 铸造 审查 审批 救助 救援 合作 交流 推广 应用 执法 稽查 监察 组织 联络 巡视 创新 治理 规划 防治 控制 预防 评估 咨询 考试 招生 就业 登记 采购 结算 收费 征收 处置 保护 利用 养护 维护 储备 通信 运输 物流 贸易 租赁 担保 出版 发行 广播 传播 供应 销售 制造 加工 装饰 装修 安装 监理 工作 领导 常务 代表 统计 计划 保护 消费 联合".split(
    " ",
  ),
);
const HAN = /^\p{Script=Han}/u;

export interface Beginning {
  readonly start: number;
  /** what the name begins with */
  readonly by: "place" | "national" | "level" | "function" | "organisation" | "words";
}

const LEVEL = /^(?:[省市县区州镇乡]|自治区|全省|全市|特区)$/;

/**
 * Where a name begins whose end is certain: at a place, at 中国 or 国家, at the name of a body that it belongs to, at 省 or
 * 市, else at its function; companies and institutes also at the first word that can be a name. Null when nothing shows.
 */
export function beginningOf(
  view: View,
  anchor: Anchor,
  places: ReadonlyMap<number, Mention<"place">>,
  previous: Mention<"organisation"> | undefined,
  agencies: Agencies,
): Beginning | null {
  const { text, tokens } = view;
  let start = anchor.start;
  let found: Beginning | null = anchor.by === "suffix" ? null : { start, by: "function" };
  let words: number | null = null;
  for (let steps = 0; steps < REACH && start > 0; steps++) {
    if (previous && previous.end === start)
      return joins(previous, anchor, agencies) ? { start: previous.start, by: "organisation" } : found;
    const place = places.get(start);
    if (place) {
      found = place.anaphor && place.end - place.start > 1 ? found : { start: place.start, by: "place" };
      start = place.start;
      // the body's parent may stand before the place: 国家税务总局|广州市|税务局
      if (previous && previous.end === start && joins(previous, anchor, agencies)) return { start: previous.start, by: "organisation" };
      return found;
    }
    const token = tokens[tokenIndexAt(view, start - 1)];
    if (!token) break;
    const word = token.end === start ? token.word : token.word.slice(0, start - token.start);
    if (agencies.national.has(word)) return { start: token.start, by: "national" };
    if (LEVEL.test(word)) return anchor.end - token.start > 2 ? { start: token.start, by: "level" } : found;
    if (!inside(token, word, agencies, text)) break;
    start = token.start;
    if (isName(token, word)) words = start;
  }
  if (found) return found;
  return words !== null && words < anchor.start ? { start: words, by: "words" } : null;
}

function inside({ tag }: Token, word: string, agencies: Agencies, _text: string): boolean {
  if (agencies.generic.has(word)) return false;
  if (!HAN.test(word)) return /^[A-Za-z0-9·]+$/.test(word);
  if (tag === "c") return word === "和" || word === "与" || word === "及";
  if (tag === "m" || tag === "mq") return /^第/.test(word);
  return OPEN.test(tag) || NOUNLIKE.has(word);
}

/** Words that a company's own name can begin with: what the dictionary does not know, proper names, Latin. */
function isName({ tag }: Token, word: string): boolean {
  return /^(?:x|nz|nr|nrt|ns|nt|eng|nrfg)$/.test(tag) && word.length > 1;
}

/** Whether a body belongs to the one whose name ends right before it. */
function joins(previous: Mention<"organisation">, anchor: Anchor, agencies: Agencies): boolean {
  return anchor.by !== "fixed" && !agencies.generic.has(previous.name);
}
