import type { Calendar } from "../../dictionary/calendar.js";

/** The sentences of a text by number, and whether one announces what is to come. */
export interface Sentences {
  /** the number of the sentence that holds an offset */
  at(offset: number): number;
  /** `tells` of what was, `announces` what is to come, or `may announce` it (将, 举行) */
  mood(offset: number): "tells" | "announces" | "may announce";
}

export function sentencesOf(text: string, calendar: Calendar): Sentences {
  const starts = [0];
  const end = /[。！!\n]|[?？](?!月)/g;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    // blank lines are no sentences
    if (found.index === starts.at(-1)) starts[starts.length - 1] = found.index + 1;
    else starts.push(found.index + 1);
  }
  const moods = new Map<number, "tells" | "announces" | "may announce">();
  const at = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    at,
    mood(offset) {
      const number = at(offset);
      let mood = moods.get(number);
      if (mood === undefined) {
        const sentence = text.slice(starts[number], Math.min(starts[number + 1] ?? text.length, (starts[number] ?? 0) + 400));
        mood = calendar.firmly.some((word) => sentence.includes(word))
          ? "announces"
          : calendar.announcing.some((word) => sentence.includes(word))
            ? "may announce"
            : "tells";
        moods.set(number, mood);
      }
      return mood;
    },
  };
}
