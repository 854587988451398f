import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, fingerprint } from "../../src/facts/fingerprint.js";

const text =
  "为进一步提高公共租赁住房分配和使用效率，加快解决户籍家庭住房困难问题，根据有关规定，我市试行按季度实施户籍家庭公共租赁住房常态分配。现就第一批常态分配有关事宜通告如下。本次推出分配的房源为上年度集中分配时未成功匹配的房源，总套数五百五十四套，均为两房一厅。";

test("sixteen hex digits, the same for the same text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (any) => {
      expect(fingerprint(any)).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprint(any)).toBe(fingerprint(any));
    }),
  );
});

test("punctuation and line breaks change nothing", () => {
  expect(fingerprint(text.replaceAll("，", ",\n").replaceAll("。", " "))).toBe(fingerprint(text));
});

test("a changed word moves few bits, another text many", () => {
  expect(distance(fingerprint(text), fingerprint(text.replace("五百五十四套", "六百套")))).toBeLessThanOrEqual(10);
  const other =
    "第一条 为了规范专利代理行为，保障委托人、专利代理机构和专利代理师的合法权益，维护专利代理活动的正常秩序，促进专利代理行业健康发展，制定本条例。";
  expect(distance(fingerprint(text), fingerprint(other))).toBeGreaterThan(16);
});

test("distance counts the bits that differ", () => {
  expect(distance("0000000000000000", "ffffffffffffffff")).toBe(64);
  expect(distance("00000000000000f0", "0000000000000000")).toBe(4);
  expect(distance("0123456789abcdef", "0123456789abcdef")).toBe(0);
});
