/**
 * Policy prose of our own, put together anew for each seed: sentences with slots, so that any length can be had and no two
 * runs of a test see the same text.
 */
const sentences = [
  "为贯彻落实〈省〉关于促进建筑业高质量发展的部署，结合〈市〉实际，制定本办法。",
  "各县（市、区）人民政府，〈市〉有关部门要加强组织领导，压实工作责任，确保各项任务落到实处。",
  "到〈年〉年底，全市新增规模以上工业企业〈数〉家，培育专精特新企业〈数〉家以上。",
  "对首次纳入统计的企业，由同级财政给予一次性奖励〈数〉万元，所需经费从专项资金中列支。",
  "支持龙头企业牵头组建创新联合体，开展关键核心技术攻关，推动产学研深度融合。",
  "优化营商环境，全面推行“一网通办”，压减审批时限，减少申报材料。",
  "〈市〉住房和城乡建设局负责本办法的解释工作，自印发之日起施行，有效期〈数〉年。",
  "鼓励金融机构加大对中小微企业的信贷投放，贷款余额同比增长不低于〈数〉%。",
  "推广应用绿色建材，开展既有建筑节能改造，新建民用建筑全部执行绿色建筑标准。",
  "坚持以人民为中心的发展思想，统筹城乡就业、教育、医疗、养老等公共服务资源。",
  "本通知所称乡村产业，是指以农业农村资源为依托、以农民为主体的产业。",
  "对弄虚作假、套取补助资金的单位和个人，依法追究责任，并记入信用档案。",
  "农业农村部门要抓好粮食和重要农产品稳产保供，守住耕地红线，提升防灾减灾能力。",
  "请于〈年〉年〈数〉月〈数〉日前将书面意见反馈至〈市〉发展和改革委员会。",
  "联系人：办公室综合科；电话：0531-8205〈数〉；传真同号。",
  "加快建设现代物流枢纽，完善冷链仓储设施，降低运输成本，畅通国内国际循环。",
  "开展安全生产大检查，排查整治燃气、消防、危险化学品等重点领域风险隐患。",
  "深化“放管服”改革，推进电子证照互认共享，实现高频事项跨区域办理。",
] as const;

const slots: Readonly<Record<string, readonly string[]>> = {
  省: ["省委、省政府", "国务院", "自治区人民政府", "省人大常委会"],
  市: ["聊城市", "开平市", "嘉兴市", "深圳市", "沈阳市", "台州市", "余姚市", "后藏地区"],
  年: ["2023", "2024", "2025", "2026"],
  数: ["5", "12", "30", "86", "100", "240"],
};

/** Random numbers from 0 to 1 that are the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** Simplified policy prose of exactly `length` UTF-16 units, without line breaks. */
export function policyText(length: number, random: () => number): string {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  let text = "";
  while (text.length < length) text += pick(sentences).replace(/〈(.)〉/g, (_, slot: string) => pick(slots[slot] ?? [""]));
  return text.slice(0, length);
}
