import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { docx } from "../support/office.js";
import type { Writer } from "./fixture-site.js";
import { type Notice, notice, pageOf, traditionalNotice } from "./notices.js";
import type { Random } from "./random.js";

/** What must become of an address. */
interface Expected {
  /** states it may end in: `indexed`, `duplicate`, `rejected(fetch.status)`, … */
  readonly ends: readonly string[];
  /** what its record must hold where one is */
  readonly notice?: Notice;
  /** the address whose id the record has; the asked one where it is left out */
  readonly canonical?: string;
  /** the type and text of an attachment */
  readonly attachment?: string;
}

/** A page of the fixture site. */
export interface Case {
  readonly kind: string;
  readonly path: string;
  readonly write: Writer;
  readonly expected: Expected;
  /** other addresses of the same document, which lists announce as well: one of all is indexed, the others are duplicates */
  readonly twins?: Readonly<Record<string, Writer>>;
  /** further paths that the page needs */
  readonly others?: Readonly<Record<string, Writer>>;
  /** whether the page gives validators, which a later request must then bear */
  readonly validators?: boolean;
}

/** What a page is made with. */
export interface Making {
  readonly number: number;
  readonly random: Random;
  /** of the host that it stands on */
  readonly origin: string;
  /** `address:port` that nobody may ask */
  readonly canary: string;
}

const utf8 = '<meta charset="utf-8">';
const html = "text/html; charset=utf-8";
const indexed = (held: Notice): Expected => ({ ends: ["indexed", "unchanged"], notice: held });
const rejected = (...reasons: string[]): Expected => ({ ends: reasons.map((reason) => `rejected(${reason})`) });

/** Answers with a body, and with 304 where the request bears its validators. */
function reply(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Writer {
  return ({ headers: asked }, response) => {
    const { etag, "last-modified": modified } = headers;
    const tag = asked["if-none-match"];
    const same = tag !== undefined ? tag === etag : modified !== undefined && asked["if-modified-since"] === modified;
    if (same) response.writeHead(304, { ...(etag && { etag }) }).end();
    else response.writeHead(200, { "content-type": html, ...headers }).end(body);
  };
}

/** Another answer for the first requests. */
function first(count: number, write: Writer, then: Writer): Writer {
  return (request, response, asked) => (asked <= count ? write : then)(request, response, asked);
}

const status =
  (code: number, body = "", headers: Readonly<Record<string, string>> = {}): Writer =>
  (_request, response) =>
    void response.writeHead(code, { "content-type": html, ...headers }).end(body);

const redirect = (location: string, code = 302): Writer => status(code, "", { location });

type Maker = (making: Making, path: string) => Omit<Case, "kind" | "path">;

const plain: Maker = ({ number, random }) => {
  const held = notice(number, random);
  return { write: reply(pageOf(held, { head: utf8 }), { etag: `"${number}"` }), expected: indexed(held), validators: true };
};

const dated: Maker = ({ number, random }) => {
  const held = notice(number, random);
  const modified = new Date(Date.UTC(2024, 0, 1 + (number % 300))).toUTCString();
  return { write: reply(pageOf(held, { head: utf8 }), { "last-modified": modified }), expected: indexed(held), validators: true };
};

const bare: Maker = ({ number, random }) => {
  const held = notice(number, random);
  return { write: reply(pageOf(held, { head: utf8 })), expected: indexed(held) };
};

const compressed: Maker = ({ number, random }) => {
  const held = notice(number, random);
  const [encoding, compress] = random.pick([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ] as const);
  return { write: reply(compress(Buffer.from(pageOf(held, { head: utf8 }))), { "content-encoding": encoding }), expected: indexed(held) };
};

const charsets = ["utf-8", "gb2312", "gbk", "gb18030", "big5", "big5-hkscs", "utf-16le", "utf-8-bom"] as const;
const wrong = ["iso-8859-1", "utf-8", "gbk", "big5"];

/** Text in any charset, with header and meta right, absent or wrong: it equals the notice, or the page is rejected. */
const encoded: Maker = ({ number, random }) => {
  const charset = random.pick(charsets);
  const held = charset.startsWith("big5") ? traditionalNotice(number, random) : notice(number, random);
  const name = charset.replace("-bom", "");
  const declared = () => random.pick([name, null, random.pick(wrong)]);
  const [header, meta] = [declared(), declared()];
  const head = `${meta === null ? "" : `<meta charset="${meta}">`}${random.chance(0.3) ? `<script>${"var a=1;".repeat(2000)}</script>` : ""}`;
  const cut = random.chance(0.3);
  const text = pageOf(held, { head, tail: cut ? "<!-- 政府公告" : "" });
  const addBOM = charset === "utf-8-bom" || (charset === "utf-16le" && random.chance(0.5));
  const bytes = iconv.encode(cut ? text.replace("</body></html>", "") : text, name, { addBOM });
  const body = cut && !charset.startsWith("utf-16") ? bytes.subarray(0, bytes.length - 1) : bytes;
  const type = header === null ? "text/html" : `text/html; charset=${header}`;
  const { ends } = rejected("decode.no-charset", "decode.undecodable");
  return { write: reply(body, { "content-type": type }), expected: { ...indexed(held), ends: ["indexed", "unchanged", ...ends] } };
};

/** Down at first. */
const passing: Maker = (making, path) => {
  const { write, expected } = plain(making, path);
  const { random } = making;
  const down = random.pick<Writer>([
    status(500),
    status(503, "", { "retry-after": "1" }),
    status(429, "", { "retry-after": "1" }),
    (_request, response) => void response.destroy(),
    (_request, response) => {
      const whole = gzipSync(Buffer.from(pageOf(notice(making.number, random), { head: utf8 })));
      response.writeHead(200, { "content-type": html, "content-encoding": "gzip" }).end(whole.subarray(0, Math.floor(whole.length * 0.7)));
    },
    (_request, response) => {
      response.writeHead(200, { "content-type": html, "content-length": "5000" });
      response.write("<html>");
      response.destroy();
    },
  ]);
  return { write: first(random.whole(1, 2), down, write), expected };
};

/** Never answers as it should: headers that do not come, a body without end. */
const hanging: Maker = ({ random }) => ({
  write: random.pick<Writer>([
    () => undefined,
    (_request, response) => {
      response.writeHead(200, { "content-type": html });
      const timer = setInterval(() => response.write("<p>"), 100);
      response.once("close", () => clearInterval(timer));
    },
  ]),
  expected: rejected("fetch.timeout"),
});

const bomb: Maker = ({ random }) => {
  const [encoding, compress] = random.pick([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const);
  const body = compress(Buffer.alloc(64_000_000, 32));
  return { write: reply(body, { "content-encoding": encoding }), expected: rejected("fetch.too-large", "fetch.timeout") };
};

/** Small on the wire, within the limit of a page, and more than the pipeline may take: a million figures. Its process is ended, and no other page's. */
const heavy: Maker = ({ number, random }) => {
  const held = notice(number, random);
  const page = pageOf(held, { head: utf8, before: `<p>${"1%".repeat(4_900_000)}</p>` });
  return {
    write: reply(gzipSync(Buffer.from(page)), { "content-encoding": "gzip" }),
    expected: { ends: ["quarantined(pipeline.memory)", "quarantined(pipeline.timeout)"] },
  };
};

const huge: Maker = () => ({
  write: (_request, response) => {
    response.writeHead(200, { "content-type": html });
    const chunk = "<p>测试</p>".repeat(10_000);
    const more = () => {
      for (let i = 0; i < 200; i++) if (!response.write(chunk)) return void response.once("drain", more);
      response.end();
    };
    more();
  },
  // a busy machine may take longer than the deadline for so much
  expected: rejected("fetch.too-large", "fetch.timeout"),
});

const loop: Maker = (_making, path) => ({
  write: redirect(`${path}?again`),
  others: { [`${path}?again`]: redirect(path) },
  expected: rejected("fetch.redirects"),
});

/** A page that has moved: the record is that of its new address, which lists may name too. */
const moved: Maker = (making, path) => {
  const target = `/moved${path}`;
  const { write, expected } = plain(making, target);
  const places = { [target]: write };
  return {
    write: redirect(target, making.random.pick([301, 302, 303, 307, 308])),
    ...(making.random.chance(0.5) ? { twins: places } : { others: places }),
    expected: { ...expected, canonical: `${making.origin}${target}` },
  };
};

/** Redirects to where nobody may go. */
const refused: Maker = ({ canary, random }) => {
  const port = canary.split(":")[1];
  const hosts = ["127.0.0.9", "2130706441", "0x7f000009", "[::ffff:127.0.0.9]", "[::ffff:7f00:9]", "[64:ff9b::7f00:9]", "0177.0.0.011"];
  const target = random.pick([
    ...hosts.map((host) => `http://${host}:${port}/`),
    "file:///etc/passwd",
    "ftp://127.0.0.9/",
    "gopher://127.0.0.9/",
  ]);
  return { write: redirect(target), expected: rejected("fetch.address-refused") };
};

const gone: Maker = ({ random }) => ({
  write: status(random.pick([404, 410, 403]), "<h1>404</h1>"),
  expected: rejected("fetch.status"),
});

/** What the site would not have a robot read: asked for by a list all the same. */
const disallowed: Maker = (making, path) => ({ ...plain(making, path), validators: false, expected: rejected("fetch.robots") });

/** An answer of 200 that is no document. */
const hollow: Maker = ({ random }) => {
  const page = random.pick([
    "",
    "   \n ",
    "<html><body></body></html>",
    `<html><head>${utf8}<title>404</title></head><body><h1>您访问的页面不存在</h1><p>页面不存在或已被删除，<a href="/">返回首页</a></p></body></html>`,
    `<html><head>${utf8}</head><body><script>document.cookie="a=1";location.reload()</script><noscript>请开启JavaScript并刷新该页.</noscript></body></html>`,
    `<html><head>${utf8}<title>登录</title></head><body><form><input name="user"><input type="password" name="p"><button>登录</button></form></body></html>`,
  ]);
  return {
    write: reply(page),
    expected: rejected("extract.no-body", "extract.not-a-document", "extract.challenge", "extract.gone", "extract.scripted", "input.empty"),
  };
};

const challenge: Maker = ({ random }) => ({
  write: status(random.pick([412, 403]), `<html><head>${utf8}<script>var _0x=1;</script></head><body></body></html>`),
  expected: rejected("fetch.status", "fetch.challenge"),
});

const binary: Maker = () => ({
  write: reply(Buffer.from("89504e470d0a1a0a0000000d4948445200000001000000010806000000", "hex"), { "content-type": "image/png" }),
  expected: rejected("input.not-text"),
});

const nested: Maker = ({ random }) => ({
  write: reply(`<html><head>${utf8}</head><body>${"<div>".repeat(random.pick([5_000, 300_000]))}政府公告`),
  expected: rejected("extract.too-deep"),
});

/** Sound text in a page that is not: unclosed elements, a huge attribute, NUL bytes in the chrome. */
const malformed: Maker = ({ number, random }) => {
  const held = notice(number, random);
  const head = `${utf8}<style>.a{}</style `;
  const before = random.pick([`<img alt="${"x".repeat(500_000)}">`, "<b><i></b></i>", "<!-- -- -->", "<a href='"]);
  const sound = before === "<a href='" ? "" : before;
  return { write: reply(pageOf(held, { head: `${head}>`, before: sound, tail: "</div></table>" })), expected: indexed(held) };
};

/** An attachment that can be read. */
const attached: Maker = ({ number, random, origin }, path) => {
  const held = notice(number, random);
  const file = `${path}.docx`;
  const said = `附件正文第${number}号：各单位要认真组织实施。`;
  const link = `<p>附件：<a href="${origin}${file}">实施细则第${number}号.docx</a></p>`;
  const type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return {
    write: reply(pageOf(held, { head: utf8, tail: link }), { etag: `"a${number}"` }),
    others: { [file]: reply(docx({ paragraph: said }), { "content-type": type, etag: `"f${number}"` }) },
    expected: { ...indexed(held), attachment: said },
    validators: true,
  };
};

/** One document at two addresses of its site: a copy for printing, or for telephones. */
const twin: Maker = ({ number, random }, path) => {
  const held = notice(number, random);
  const copy = random.pick([`/m${path}`, `${path}?print=1`]);
  return { write: reply(pageOf(held, { head: utf8 })), twins: { [copy]: reply(pageOf(held, { head: utf8 })) }, expected: indexed(held) };
};

/** Kinds of pages, and how many of a hundred are of each beside the one that every world has. */
const makers: Readonly<Record<string, readonly [number, Maker]>> = {
  plain: [26, plain],
  dated: [6, dated],
  bare: [6, bare],
  compressed: [5, compressed],
  encoded: [14, encoded],
  passing: [8, passing],
  moved: [3, moved],
  twin: [2, twin],
  attached: [4, attached],
  malformed: [3, malformed],
  gone: [3, gone],
  hollow: [4, hollow],
  challenge: [2, challenge],
  refused: [4, refused],
  disallowed: [2, disallowed],
  loop: [1, loop],
  binary: [1, binary],
  nested: [1, nested],
  huge: [1, huge],
  bomb: [1, bomb],
  hanging: [1, hanging],
  // costs a process its memory: once in a world is enough
  heavy: [0, heavy],
};

const kinds = Object.entries(makers).flatMap(([kind, [share]]) => Array.from({ length: share }, () => kind));

/** A kind, each as often as its share says. */
export function drawKind(random: Random): string {
  return random.pick(kinds);
}

/** A page of a kind. */
export function makeCase(making: Making, kind: string): Case {
  const [, maker] = makers[kind] ?? [];
  if (maker === undefined) throw new Error(`no kind of page: ${kind}`);
  // kinds stand beside each other in the order of addresses, as on a real site
  const path = `/${kind === "disallowed" ? "private" : "a"}/${making.number}-${kind}.html`;
  return { kind, path, ...maker(making, path) };
}

export const allKinds: readonly string[] = Object.keys(makers);
