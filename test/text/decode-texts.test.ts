import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { loadCharacters } from "../../src/dictionary/repair/character-costs.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { decode } from "../../src/text/decode/decode.js";

const costs = loadCharacters();
const limits = { undecodableShare: 0.005, undecodableRun: 8 };

/** Texts unlike the prose that frequencies are counted on. Those of `refusable` may be refused, never garbled. */
const texts: Readonly<Record<string, { readonly text: string; readonly refusable?: true }>> = {
  "a title": { text: "关于做好2024年秋粮收购工作的通知" },
  "places in rare characters": { text: "鄄城县箕山镇、亳州市谯城区、盱眙县、郯城县、歙县、黟县防汛预案公示" },
  "names of every kind": { text: "拟录用人员名单：闫妍、逄锦聚、缪荃孙、亓官、仉启、訾永、逯峰、綦建、郗明、郤正" },
  "names of minorities": { text: "罗布江村、扎西旺堆、阿卜杜热西提·艾则孜、次仁拉姆、斯琴高娃" },
  "a table of digits": { text: "序号 金额\n1 100.00\n2 2333.45\n3 889\n合计 3322.45 万元" },
  "a page mostly Latin": { text: "API接口v2.0 release notes: fixed bug in login() 登录模块 and upgraded openssl 至3.0.7 version" },
  "a menu of dishes": { text: "麻婆豆腐 28元 宫保鸡丁 36元 鱼香肉丝 32元 水煮牛肉 58元 蒜蓉西兰花 22元 酸辣土豆丝 16元" },
  "names in Traditional": { text: "陳怡君 林佳蓉 黃俊傑 張雅筑 李冠霖 王柏翰 吳承恩 劉彥廷 蔡宜庭 楊宗翰" },
  "Hong Kong's names": { text: "鄧炳強 麥美娟 羅淑佩 甯漢豪 盧寵茂 孫玉菡 何永賢 謝展寰 楊潤雄 孫東" },
  Cantonese: { text: "大角咀㗎啲舊樓，業主立案法團開咗會，決定維修外牆同埋天台，每戶夾錢三萬蚊，老人家行得好辛苦。" },
  "places of Hong Kong": { text: "石硤尾、鴨脷洲、筲箕灣、藍田啟田邨、柴灣漁灣邨、深水埗、鰂魚涌。街市有鱲魚、鯭魚。" },
  Taiwanese: { text: "阿嬤說，以前這條溪裡攏是蝦仔佮魚，暗時提火把去照，一暝就掠甲規籠，連鳥仔都毋來矣。" },
  "a table in Traditional": { text: "項次 金額(元)\n1 12,000\n2 3,450\n合計 15,450 元，113年度決算" },
  "rare surnames alone": { text: "张旸 王翀 李昉 赵璟琨 钱钰锟 孙骁骁 周劼 吴垚 郑淼焱 冯翯", refusable: true },
  "rare characters alone": { text: "饕餮魑魅魍魉耄耋囹圄龌龊蹀躞氤氲觊觎踟蹰鳏寡孑孓", refusable: true },
  "rare Traditional characters alone": { text: "鱷鰻鱘鱖鯖鰱鰣鯰鯨鮭鱸鰹鱒鯽鬱鬱蔥蔥巍巍峨峨", refusable: true },
};
const charsets = ["utf8", "utf16le", "utf16be", "gbk", "gb18030", "gb2312", "cp950", "big5hkscs"];
const labels = [null, "utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis", "utf-16"];

/** A text as a page of the charset that claims the label, behind so many characters; null where the charset does not hold it. */
function pageOf(text: string, charset: string, label: string | null, head: number): { page: string; bytes: Buffer } | null {
  const page = label === null && head === 0 ? text : `<meta charset="${label}">\n${"x = 1;\n".repeat(head / 7)}<p>${text}`;
  const bytes = iconv.encode(page, charset, { addBOM: false });
  return iconv.decode(bytes, charset) === page ? { page, bytes } : null;
}

/** What bytes are read as; the code of the error where they are refused. */
function readAs(bytes: Uint8Array, label: string | null): { readonly text: string } | { readonly code: string } {
  try {
    return { text: decode(bytes, label && `text/html; charset=${label}`, limits, costs).text };
  } catch (error) {
    if (!(error instanceof ZhengwenError)) throw error;
    return { code: error.code };
  }
}

const pages = charsets.flatMap((charset) => labels.flatMap((label) => [0, 20_000].map((head) => ({ charset, label, head }))));

for (const [what, { text, refusable }] of Object.entries(texts)) {
  test(`${what} comes out as it went in, whatever header and page claim`, () => {
    const wrong: string[] = [];
    let all = 0;
    for (const { charset, label, head } of pages) {
      const written = pageOf(text, charset, label, head);
      if (written === null) continue;
      const { page, bytes } = written;
      all++;
      const whole = readAs(bytes, label);
      if ("code" in whole ? !refusable : whole.text !== page)
        wrong.push(`${charset} ${label} ${head}: ${JSON.stringify(whole).slice(-40)}`);
      const cut = readAs(bytes.subarray(0, -1), label);
      const left = iconv.decode(bytes.subarray(0, -1), charset).replace(/\ufffd*$/, "\ufffd");
      if ("code" in cut ? !refusable : cut.text !== left && !/[\0-\x7f]$/.test(text))
        wrong.push(`${charset} ${label} ${head} cut: ${JSON.stringify(cut).slice(-40)}`);
    }
    expect(all).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });
}
