import { toNumber } from "../../../src/entities/numbers/decimal.js";
import { readNumber } from "../../../src/entities/numbers/read.js";
import { type Case, normal, printed, readCases, type Suite, valuesOf } from "./suite.js";

interface Said {
  readonly input: string;
  readonly expected: number;
}

interface Written {
  readonly input: number;
  readonly expected: readonly string[];
}

interface File {
  readonly suites: {
    readonly "cn2an/cn2an_test.py": Record<string, readonly Said[]>;
    readonly "cn2an/an2cn_test.py": { readonly input_data: readonly Written[] };
  };
}

const modes = ["strict_data_dict", "normal_data_dict", "smart_data_dict"];
const forms = ["low", "up", "rmb", "direct"];

/** cn2an: numerals and their values, in both directions; money with 角 and 分. */
export function cn2an(corpus: string): Suite[] {
  const { suites } = readCases<File>(corpus, "cn2an/cn2an.json");
  const said = modes.flatMap((mode) =>
    (suites["cn2an/cn2an_test.py"][mode] ?? []).map(({ input, expected }, index) => toCase(`cn2an ${mode} ${index + 1}`, input, expected)),
  );
  const written = suites["cn2an/an2cn_test.py"].input_data.flatMap(({ input, expected }, index) =>
    expected.map((text, form) => toCase(`an2cn ${index + 1} ${forms[form]}`, text, input)),
  );
  return [{ name: "cn2an", translated: ["a sign is read with the amount, not with the number"], cases: [...said, ...written] }];
}

function toCase(id: string, input: string, value: number): Case {
  return { id, input, expected: printed(Math.abs(value)), found: () => read(input) };
}

function read(input: string): string | null {
  const text = normal(input);
  if (/[元圆角分]/.test(text)) {
    const money = valuesOf(input).find(({ type }) => type === "money");
    return money?.type === "money" && money.value !== null ? printed(Math.abs(money.value)) : null;
  }
  const from = /^[-负]/.test(text) ? 1 : 0;
  const number = readNumber(text, from);
  return number === null || number.end < text.length ? null : printed(toNumber(number.low));
}
