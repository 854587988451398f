import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { loadCharacters } from "../../src/dictionary/repair/character-costs.js";
import { ZhengwenError } from "../../src/model/errors.js";
import { decode } from "../../src/text/decode/decode.js";

const costs = loadCharacters();
const limits = { undecodableShare: 0.005, undecodableRun: 8 };
const utf8 = (text: string) => Buffer.from(text);
const legacy = (charset: string) => (text: string) => iconv.encode(text, charset);

/** What the text is, or the code of the error that refuses it. */
function read(bytes: Uint8Array): string {
  try {
    return decode(bytes, null, limits, costs).text;
  } catch (error) {
    if (error instanceof ZhengwenError) return error.code;
    throw error;
  }
}

const texts = {
  notice: "各省、自治区、直辖市人民政府：现将《住房公积金归集提取实施细则》印发给你们，请认真贯彻执行。",
  title: "关于做好2024年秋粮收购工作的通知",
  short: "公告",
  names: "罗布江村、扎西旺堆、阿卜杜热西提·艾则孜、次仁拉姆、斯琴高娃",
  table: "序号 金额\n1 100.00\n2 2333.45\n合计 2433.45 万元",
  latin: "API接口v2.0 release notes: fixed bug in login() 登录模块",
  traditional: "政府發言人表示，當局會密切留意樓市走勢，適時檢視各項需求管理措施。",
};

/** How a text was read with the wrong charset. */
const ways = {
  "UTF-8 read as Latin-1": (text: string) => utf8(text).toString("latin1"),
  "UTF-8 read as cp1252": (text: string) => new TextDecoder("windows-1252").decode(utf8(text)),
  "UTF-8 read as Latin-1 twice": (text: string) => utf8(utf8(text).toString("latin1")).toString("latin1"),
  "GBK read as Latin-1": (text: string) => iconv.encode(text, "gbk").toString("latin1"),
  "GBK read as cp1252": (text: string) => new TextDecoder("windows-1252").decode(iconv.encode(text, "gbk")),
  "UTF-8 read as GBK": (text: string) => new TextDecoder("gbk").decode(utf8(text)),
};

describe("double encoding is undone, or the page is refused", () => {
  for (const [how, misread] of Object.entries(ways)) {
    for (const [what, text] of Object.entries(texts)) {
      const wrong = misread(text);
      // what the wrong charset could not hold is lost for good
      const expected = wrong.includes("\ufffd") ? ["decode.undecodable", text] : [text];
      test(`${how}: ${what}`, () => {
        const frame = (body: string) => `<title>通知公告</title>\n<p>${body}</p>\n<p>附件下载</p>\n`;
        expect(expected).toContain(read(utf8(`${wrong}\n`)).trimEnd());
        expect(wrong.includes("\ufffd") ? ["decode.undecodable", frame(text)] : [frame(text)]).toContain(read(utf8(frame(wrong))));
      });
    }
  }

  test("of Big5 too", () => {
    for (const text of [texts.traditional, "立法會十二題：郊野公園的管理", "臺南市麻豆區公所公告"]) {
      expect(read(utf8(legacy("cp950")(text).toString("latin1")))).toBe(text);
      expect(read(utf8(iconv.decode(legacy("cp950")(text), "gbk")))).toBe(text);
    }
  });
});

describe("sound text of other languages stays, beside Chinese too", () => {
  const rows: Readonly<Record<string, string>> = {
    Japanese: "市の条例について、くわしくはホームページをご覧ください。\nデータをダウンロードできます。\nアドレス\n申請書はこちらから。",
    "single Japanese words": "ファイル\nまたは\nキーワード\nサポートされていません\nオプション",
    "Japanese with many Han": "個人情報保護条例施行規則の一部を改正する規則\n申請の手続及び提出書類の様式\n指定管理者の指定",
    Portuguese:
      "Não é necessária a autorização prévia.\nA execução das obrigações fiscais cabe à Direcção dos Serviços de Finanças.\nPublicação e informação: secção de administração",
    "one line of Portuguese": "Região: AÇÃO, petição, instrução e função não são ficção.",
    Icelandic: "Þýðing á íslensku: óþekkt villa, sláðu inn síðu.\nLýðveldið Ísland og stjórnarráðið",
    "tables of Latin-1": "字母：\nÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß\n符号：\n¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿\n完。",
    French: "Cet été là, où l’élève français a goûté la crème brûlée à Besançon.",
    Vietnamese: "Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam quyết định.",
    Korean: "대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다.",
    Russian: "Правительство постановляет утвердить прилагаемые правила.",
    "several at once":
      "简体中文 | 繁體中文 | 日本語 | Português\nファイルをフォーマットする\nInstalação e configuração\n안녕하세요\n请参阅中文说明文档。",
  };
  for (const [label, text] of Object.entries(rows)) test(label, () => expect(read(utf8(text))).toBe(text));
});

describe("a page put together from files in several charsets", () => {
  const page = `<p>${texts.notice.repeat(6)}</p>\n<div>`;
  const rows: readonly (readonly [string, Buffer, string])[] = [
    [
      "a footer in GBK on a page in UTF-8",
      Buffer.concat([utf8(page), legacy("gbk")("版权所有：某某市人民政府办公室")]),
      "版权所有：某某市人民政府办公室",
    ],
    ["two characters of GBK in UTF-8", Buffer.concat([utf8(page), legacy("gbk")("首页"), utf8("</div>")]), "首页</div>"],
    [
      "a title in UTF-8 on a page in GBK",
      Buffer.concat([legacy("gbk")(page), utf8("<title>市政府关于通知</title>")]),
      "<title>市政府关于通知</title>",
    ],
  ];
  for (const [label, bytes, end] of rows) test(label, () => expect(read(bytes)).toBe(page + end));

  test("a byte that is no text leaves what stands beside it", () => {
    expect(read(Buffer.concat([utf8(`${page}阿卜杜·`), Buffer.of(0xff), utf8("艾则孜")]))).toBe(`${page}阿卜杜·\ufffd艾则孜`);
  });
});

test("sound text of many languages and of rare characters stays", () => {
  const sound = [
    "L’été « privilégié » : l’école, où ça, déjà vu, cœur — œuvre. « Très bien », dit-il ; élève réélu, créée à Évreux.",
    "Größe, Straße, Übermäßig, für äußere Maße. §§ 5–7 ©® ±µ¶ ½¾ «»",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. ÁÉÍÓÚ ãõâêîôû ÃÕ",
    "INSTRUÇÃO à população: NÃO ÂNGULO, ÃÂÀ, São Paulo — avaliação",
    "Cộng hòa xã hội chủ nghĩa Việt Nam, đã được ưu tiên",
    "日本国憲法は、昭和二十一年十一月三日に公布された。",
    "25°C ± 0.5°, 10 µm × 3 ¼, £5, ¥100 ©2020 ™ … – — “quoted” ‘single’",
    "鑫垚淼焱森犇羴猋骉麤 饕餮魑魅魍魉 耄耋 邕江 鄱阳湖 亳州 濮阳 泸州 歙县 黟县 盱眙 甪直 鄯善 郯城",
    "订阅 詹 许玮甯 周子瑜 浏览 舒淇 尴尬 躺在",
  ];
  for (const text of sound) {
    for (const whole of [text, `<p>${text}</p>\n<p>${texts.notice}</p>`, text.repeat(20)]) expect(read(utf8(whole))).toBe(whole);
  }
});
