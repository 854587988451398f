import { agencyLevelSchema, instrumentSchema } from "../../src/model/enums.js";
import type { Document } from "../../src/model/record.js";
import { kindSchema } from "../../src/model/record.js";
import { buildDocument, enterprises, money, place } from "./document.js";

/** Numbers from a seed: the same documents in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const places = [
  ["440783", "开平市"],
  ["440700", "江门市"],
  ["440100", "广州市"],
  ["370100", "济南市"],
  ["370000", "山东省"],
  ["330100", "杭州市"],
] as const;
const issuers = ["国家发展和改革委员会", "山东省人民政府", "开平市住房和城乡建设局", "工业和信息化部"];
const words = ["绿色建筑", "绿色", "建筑业", "建筑", "低碳", "补助", "数字经济", "经济", "企业", "创新", "绿色建筑业"];
const amounts = [5e3, 9_999, 1e4, 3e5, 1e6, 5e6, 1e7, 9.9e7, 1e8, 2e9];

/** Documents that differ in everything that is counted, made from a seed; texts are drawn from overlapping words. */
export function generateDocuments(count: number, seed: number): Document[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: random(most + 1) }, make);
  return Array.from({ length: count }, (_, number) => {
    const said = some(2, () => pick(places));
    const sums = some(3, () => pick(amounts));
    const counted = some(2, () => pick([8, 10, 49, 100, 999, 20_000]));
    const sentences = some(6, () => `${pick(words)}${pick(["和", "", "，", "的"])}${pick(words)}${pick(["。", "\n", ""])}`);
    const facts = [...said.map(([, name]) => name), ...sums.map((sum) => `${sum}元`), ...counted.map((one) => `${one}家`)];
    const home = random(4) === 0 ? null : pick(places);
    const entities = [
      ...said.map(([code, name]) => place(name, code)),
      ...sums.map((sum) => ({
        ...money(`${sum}元`, random(5) === 0 ? null : sum, random(5) === 0 ? null : sum, pick(["CNY", "CNY", "USD"])),
        ...(random(3) > 0 && { instrument: pick(instrumentSchema.options) }),
      })),
      ...counted.map((one) => enterprises(`${one}家`, one, random(3) === 0 ? null : one)),
    ];
    return buildDocument({
      title: random(6) === 0 ? null : `${pick(words)}第${number}号`,
      text: `第${number}篇。${sentences.join("")}${facts.join("、")}\n`,
      publishedAt: random(8) === 0 ? null : `20${20 + random(4)}-0${1 + random(9)}-1${random(9)}`,
      kind: pick(kindSchema.options),
      script: pick(["hans", "hant", "mixed"]),
      source: random(3) === 0 ? null : { id: pick(["gd", "sd", "zj"]), name: "省" },
      issuers: some(2, () => pick(issuers)).filter((one, at, all) => all.indexOf(one) === at),
      issuerLevel: random(5) === 0 ? null : pick(agencyLevelSchema.options),
      jurisdiction: home === null ? null : { code: home[0], name: home[1], evidence: "issuer" },
      cites: some(2, () => ({ relation: "basis", number: `国发〔2017〕${1 + random(6)}号`, start: 0, end: 1 })),
      // a third are near-duplicates of one another
      ...(random(3) === 0 && { fingerprint: `${random(5)}fedcba987654321` }),
      entities,
    });
  });
}
