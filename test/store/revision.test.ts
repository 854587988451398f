import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attachment } from "../../src/model/record.js";
import { bandsOf, chooseCluster, linksOf, near } from "../../src/search/cluster.js";
import { decide, generations, type Held, revisionDigest, versionOf } from "../../src/store/revision.js";
import type { PutOptions } from "../../src/store/store.js";
import { buildDocument } from "../support/document.js";

const document = buildDocument({ generation: 5 });
const digest = revisionDigest(document);
const held: Held = { revision: 3, generation: 5, digest, page: "p", cluster: document.id, address: "a", removed: false };
const other = "f".repeat(32);

describe("what a document is to what is held", () => {
  it.each<[string, Partial<Held> | null, PutOptions, number | object]>([
    ["nothing is held", null, {}, 1],
    ["the same", {}, {}, { state: "unchanged", stale: false }],
    ["the same by newer code", { generation: 4 }, {}, 3],
    ["the same by older code", { generation: 6 }, {}, { state: "unchanged", stale: true }],
    ["another content", { digest: other }, {}, 4],
    ["another content from another page", { digest: other }, { page: "q" }, 4],
    ["another content from the same page by the same code: what the feeder said has changed", { digest: other }, { page: "p" }, 4],
    ["another content from the same page by newer code", { digest: other, generation: 4 }, { page: "p" }, 3],
    [
      "another content from the same page by older code",
      { digest: other, generation: 6 },
      { page: "p" },
      { state: "unchanged", stale: true },
    ],
    ["another content by newer code", { digest: other, generation: 4 }, { page: "q" }, { state: "incomparable", page: "p" }],
    ["another content by older code", { digest: other, generation: 6 }, {}, { state: "incomparable", page: "p" }],
    ["compared with other code, a change", { digest: other, generation: 6 }, { against: { revision: 3, digest: other } }, 4],
    [
      "compared with newer code, the same",
      { digest: other, generation: 6 },
      { against: { revision: 3, digest } },
      { state: "unchanged", stale: true },
    ],
    ["compared with older code, the same", { digest: other, generation: 4 }, { against: { revision: 3, digest } }, 3],
    ["not to be compared", { digest: other, generation: 4 }, { against: { revision: 3, digest: null } }, 4],
    [
      "compared with a revision that is no longer held",
      { digest: other, generation: 6 },
      { against: { revision: 2, digest } },
      { state: "incomparable" },
    ],
    ["taken down and asked back", { removed: true }, { restore: true }, 4],
  ])("%s", (_what, given, options, expected) => {
    const decision = decide(document, digest, given === null ? null : { ...held, ...given }, options);
    if (typeof expected === "number") expect(decision).toEqual({ write: expected });
    else expect(decision).toMatchObject({ write: null, outcome: { revision: 3, ...expected } });
  });

  it("is refused when it was taken down", () => {
    expect(() => decide(document, digest, { ...held, removed: true }, {})).toThrow(expect.objectContaining({ code: "removed" }));
  });

  it("has a version that orders revisions first, then generations", () => {
    const number = fc.integer({ min: 1, max: generations - 1 });
    fc.assert(
      fc.property(number, number, number, number, (r, g, s, h) => {
        const expected = Math.sign(r === s ? g - h : r - s);
        expect(Math.sign(versionOf(r, g) - versionOf(s, h)) || 0).toBe(expected || 0);
        expect(Number.isSafeInteger(versionOf(r, g))).toBe(true);
      }),
    );
  });
});

describe("the digest of a revision", () => {
  const same: Parameters<typeof buildDocument>[0][] = [{ editor: "某" }, { fetchedAt: null }, { kind: "news" }, { text: "规范化的。\n" }];
  const attachments = [{ name: "附件", url: "https://a.gov.cn/1.pdf", type: "pdf" }];
  it.each(same)("is not changed by %o", (change) => {
    expect(revisionDigest({ ...document, ...change } as typeof document)).toBe(digest);
  });

  it("tells apart what stands in different fields", () => {
    const variants = [
      document,
      { ...document, titleOriginal: "题" },
      { ...document, titleOriginal: "" },
      { ...document, original: `题${document.original}` },
      { ...document, publishedAt: "2024-01-01" },
      { ...document, attachments },
      { ...document, attachments: [...attachments, ...attachments] },
    ];
    expect(new Set(variants.map(revisionDigest)).size).toBe(variants.length);
    expect(revisionDigest({ ...document, attachments: attachments.map((one) => ({ ...one, name: "别名" })) })).toBe(
      revisionDigest({ ...document, attachments }),
    );
  });

  it("tells apart what came of an attachment, but none that fails for the moment from one that nobody asked for", () => {
    const [attachment] = attachments;
    const failure = (code: string, final: boolean) => ({ code, message: "", final });
    const digestOf = (more: object) => revisionDigest({ ...document, attachments: [{ ...attachment, ...more } as Attachment] });
    const told = [{}, { original: "一" }, { original: "二" }, { failure: failure("fetch.status", true) }].map(digestOf);
    expect(new Set([...told, digestOf({ failure: failure("attachment.empty", true) })]).size).toBe(5);
    expect(digestOf({ failure: failure("fetch.timeout", false) })).toBe(digestOf({}));
    expect(digestOf({ original: "一", type: "doc", bytes: 9, entities: [] })).toBe(digestOf({ original: "一" }));
  });

  it("is that of earlier releases where no attachment was read", () => {
    expect(revisionDigest({ ...document, attachments })).toBe("9bc897260b175c877bee0231c740babb");
  });
});

describe("clusters", () => {
  const fingerprint = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });
  const hex = (bits: bigint) => bits.toString(16).padStart(16, "0");

  it("near fingerprints are those that differ in at most three bits, and they share a band", () => {
    const flips = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 6 });
    fc.assert(
      fc.property(fingerprint, flips, (bits, places) => {
        const changed = places.reduce((value, place) => value ^ (1n << BigInt(place)), bits);
        fc.pre(changed !== 0n);
        expect(near(hex(bits), hex(changed))).toBe(places.length <= 3);
        const shared = bandsOf(hex(bits)).filter((band) => bandsOf(hex(changed)).includes(band));
        if (places.length <= 3) expect(shared.length).toBeGreaterThan(0);
      }),
    );
  });

  it("are joined by the earliest that is related, whatever stands between", () => {
    const far = hex(BigInt(`0x${document.fingerprint}`) ^ 0xffffn);
    const neighbours = [
      { cluster: "later", seq: 9, fingerprint: document.fingerprint, linked: false },
      { cluster: "unrelated", seq: 1, fingerprint: far, linked: false },
      { cluster: "linked", seq: 5, fingerprint: far, linked: true },
    ];
    expect(chooseCluster(document, neighbours)).toBe("linked");
    expect(chooseCluster(document, neighbours.slice(0, 2))).toBe("later");
    expect(chooseCluster(document, neighbours.slice(1, 2))).toBe(document.id);
    expect(linksOf({ ...document, claimedUrl: document.url, originalUrl: "https://o.gov.cn/" })).toEqual([
      document.url,
      "https://o.gov.cn/",
    ]);
  });
});
