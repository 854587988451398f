import { pinyin } from "pinyin-pro";

const han = /^\p{Script=Han}$/u;

/**
 * A text as a site leaves it that glosses most characters without their tones: its table has one reading for each, and holds them
 * or does not, wherever they stand.
 * @param share of the characters of the text that the table holds
 */
export function withPlainGlosses(text: string, share: number, random: () => number): { readonly text: string; readonly glosses: number } {
  const table = new Map<string, string>();
  for (const char of new Set(text)) if (han.test(char) && random() < share) table.set(char, pinyin(char, { toneType: "none" }));
  let glosses = 0;
  const glossed = text.replace(/\p{Script=Han}/gu, (char) => {
    const reading = table.get(char);
    if (!reading) return char;
    glosses++;
    return `${char}(${reading})`;
  });
  return { text: glossed, glosses };
}
