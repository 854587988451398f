import { expect, test } from "vitest";
import { loadDictionary } from "../../src/dictionary/load.js";
import { documentNumberKey } from "../../src/entities/document-numbers/document-numbers.js";

test("short and long forms of one number meet in one key, and other numbers keep apart", () => {
  const { citations } = loadDictionary();
  const key = (canonical: string) => documentNumberKey(canonical, citations);
  expect(key("国令第706号")).toBe(key("国务院令第706号"));
  expect(key("中华人民共和国国务院令第706号")).toBe(key("国务院令第706号"));
  expect(key("国务院令第706号")).not.toBe(key("国务院令第707号"));
  expect(key("鲁政办字〔2019〕53号")).toBe("鲁政办字〔2019〕53号");
});
