import type { Label } from "./labels.js";

/** Labels of one key count on from each other. */
const keyOf = ({ style, weak }: Label): string => (weak === "bare" ? `${style} bare` : style);

const lastOf = ({ numbers }: Label): number => numbers.at(-1) as number;

const prefixOf = ({ numbers }: Label): string => numbers.slice(0, -1).join(".");

/**
 * Of the labels that each line may begin with, the one that it does: a weak one counts where it counts on from one before
 * it, or begins a row that goes on; of two, the one that counts on. Pure; linear in the number of lines.
 */
export function countedLabels(lines: readonly (readonly Label[])[]): readonly (Label | null)[] {
  const following = followingNumbers(lines);
  const last = new Map<string, number>();
  const note = (label: Label) => {
    const key = label.style === "decimal" ? `decimal ${prefixOf(label)}` : keyOf(label);
    last.set(key, lastOf(label));
    if (label.style === "decimal") last.set(`below ${label.numbers.join(".")}`, 0);
    else if (label.numbers.length === 1) last.set("whole", label.numbers[0] as number);
  };
  return lines.map((labels, line) => {
    const counted = labels.find((label) => continues(label, last)) ?? labels.find((label) => begins(label, last, following(line)));
    const chosen = counted ?? labels.find((label) => !label.weak) ?? null;
    if (chosen) note(chosen);
    return chosen;
  });
}

function continues(label: Label, last: ReadonlyMap<string, number>): boolean {
  const number = lastOf(label);
  if (label.style !== "decimal") return number > 1 && last.get(keyOf(label)) === number - 1;
  return number > 1 && last.get(`decimal ${prefixOf(label)}`) === number - 1;
}

/** Whether a label begins a row: it is the first, and another follows, or it stands below its own section. */
function begins(label: Label, last: ReadonlyMap<string, number>, following: (key: string) => readonly number[] | undefined): boolean {
  if (lastOf(label) !== 1) return false;
  const next = following(label.style === "decimal" ? "decimal" : keyOf(label));
  if (label.style !== "decimal") {
    const below = label.weak === "bare" ? following("decimal") : undefined;
    return next?.at(-1) === 2 || (below?.length === 2 && below[0] === 1 && below[1] === 1);
  }
  const prefix = prefixOf(label);
  if (last.get(`below ${prefix}`) !== undefined || (label.numbers.length === 2 && last.get("whole") === label.numbers[0])) return true;
  const goesOn = next?.length === label.numbers.length && next.at(-1) === 2 && next.slice(0, -1).join(".") === prefix;
  return goesOn || (next?.length === label.numbers.length + 1 && next.slice(0, -1).join(".") === label.numbers.join("."));
}

/** For each line, the numbers of the next label of a kind behind it. */
function followingNumbers(lines: readonly (readonly Label[])[]): (line: number) => (key: string) => readonly number[] | undefined {
  const places = new Map<string, { line: number; numbers: readonly number[] }[]>();
  for (const [line, labels] of lines.entries()) {
    for (const label of labels) {
      const list = places.get(keyOf(label)) ?? [];
      if (list.at(-1)?.line !== line) list.push({ line, numbers: label.numbers });
      places.set(keyOf(label), list);
    }
  }
  const reached = new Map<string, number>();
  return (line) => (key) => {
    const list = places.get(key);
    if (!list) return undefined;
    // lines are asked for in order
    let at = reached.get(key) ?? 0;
    while (at < list.length && (list[at]?.line as number) <= line) at++;
    reached.set(key, at);
    return list[at]?.numbers;
  };
}
