import { randomFrom } from "../policy-text.js";

/** Running text made of parts, so that no page has the words of another: what the blocks of a template are filled with. */
export interface Writer {
  /** a whole number from 0 to below `n` */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
  sentence(): string;
  paragraph(sentences: number): string;
  /** what people write below each other's posts: short, often without a full stop */
  remark(): string;
  headline(): string;
  name(): string;
  moment(): string;
}

const subjects =
  "渔港改造工程 社区图书馆 县城的旧电影院 山区小学 冬小麦试验田 城西老街 跨湖步道 青年合唱团 野生鸟类救助站 旧铁路桥 手工造纸作坊 城市菜园".split(
    " ",
  );
const times = "去年入冬以来 经过三个多月的准备 上个周末 从清晨开始 在雨季到来之前 过去十几年里 两年前的春天 到目前为止".split(" ");
const deeds = [
  "吸引了越来越多的居民参加",
  "把多年没有解决的排水问题理顺了",
  "每天接待三百多名访客",
  "由十二名志愿者轮流照看",
  "重新粉刷了外墙并更换了门窗",
  "因为缺少资金一度停了下来",
  "成为附近村镇学习的样板",
  "保留了原来的木结构和青瓦屋顶",
  "记录下了近两千种植物的生长情况",
  "在暴雨之后很快恢复了正常",
];
const reasons = [
  "负责人说这离不开邻里之间的帮助",
  "不少人为此专程从外地赶来",
  "这在当地还是第一次",
  "最难的部分其实是说服大家改变习惯",
  "相关的经验已经整理成册",
  "下一步还要把范围扩大到周边",
  "剩下的工作预计明年秋天完成",
  "孩子们尤其喜欢这样的安排",
];
const remarks = [
  "说得好，我们这边也是这样",
  "顶一下楼主",
  "请问门票还要预约吗？",
  "去年去过，停车不太方便",
  "同感，尤其是周末人太多了",
  "照片拍得真好看",
  "楼上说的不对，早就改了",
  "谢谢分享，收藏了",
  "有没有更详细的路线",
  "我觉得还是老的样子更有味道，改完以后反而没人去了",
  "等孩子放假带他去看看",
  "价格比前年涨了不少，不过服务确实好多了",
];
const families = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨";
const given = ["海燕", "小川", "明月", "一帆", "雨桐", "建国", "若水", "云起", "大力", "青禾"];

/** A writer whose text depends on the seed alone. */
export function writerFrom(seed: number): Writer {
  const random = randomFrom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const sentence = (): string => `${pick(times)}，${pick(subjects)}${pick(deeds)}，${pick(reasons)}${pick(["。", "。", "。", "！"])}`;
  return {
    below,
    pick,
    sentence,
    paragraph: (sentences) => Array.from({ length: sentences }, sentence).join(""),
    remark: () => `${pick(remarks)}${pick(["", "", "。", "～", String(below(900))])}`,
    headline: () => `${pick(subjects)}${pick(deeds)}`,
    name: () => `${pick([...families])}${pick(given)}${below(2) === 0 ? "" : below(100)}`,
    moment: () => `2024-0${1 + below(9)}-1${below(10)} ${10 + below(10)}:${10 + below(50)}`,
  };
}
