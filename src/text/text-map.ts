import type { TextMap } from "../model/text-maps.js";
import { addRun, composeMaps, type Edit, type OffsetMap, runsOf } from "./offset-map.js";

/** The three texts of a title or a body, and the maps between neighbours. */
export interface ThreeTexts {
  readonly published: string;
  readonly restored: string;
  readonly normalised: string;
  /** from `restored` to `published` */
  readonly toPublished: OffsetMap;
  /** from `normalised` to `restored` */
  readonly toRestored: OffsetMap;
}

/** The compact form of what restoring and simplifying did to a text: what is kept beside its record. */
export function packTextMap({ published, restored, toPublished, toRestored }: ThreeTexts): TextMap {
  const edits: (number | string)[] = [];
  let last = 0;
  for (const { start, end, to, parallel } of editsBetween(published, restored, toPublished)) {
    edits.push(start - last, parallel ? start - end : end - start, to);
    last = end;
  }
  const runs: number[] = [];
  let end = 0;
  for (let run = 0; run < toRestored.runs.length; run += 4) {
    const [sourceStart = 0, sourceEnd = 0, targetStart = 0, targetEnd = 0] = toRestored.runs.subarray(run, run + 4);
    runs.push(sourceStart - end, sourceEnd - sourceStart, targetEnd - targetStart);
    end = sourceEnd;
  }
  return { edits, runs };
}

/** The texts and maps again, from the published and the normalised text and the compact form. */
export function unpackTextMap(published: string, normalised: string, { edits, runs }: TextMap): ThreeTexts {
  const parts: string[] = [];
  const changes: number[] = [];
  let at = 0;
  let length = 0;
  for (let i = 0; i < edits.length; i += 3) {
    const start = at + Number(edits[i]);
    const replaced = Number(edits[i + 1]);
    const to = String(edits[i + 2]);
    parts.push(published.slice(at, start), to);
    length += start - at;
    at = start + Math.abs(replaced);
    if (replaced >= 0) addRun(changes, start, at, length, length + to.length);
    length += to.length;
  }
  parts.push(published.slice(at));
  const restored = parts.join("");
  const toPublished = { runs: runsOf(changes), sourceLength: published.length, targetLength: restored.length };
  const flat: number[] = [];
  let source = 0;
  let shift = 0;
  for (let i = 0; i < runs.length; i += 3) {
    const [gap = 0, from = 0, to = 0] = runs.slice(i, i + 3);
    const start = source + gap;
    source = start + from;
    flat.push(start, source, start + shift, start + shift + to);
    shift += to - from;
  }
  const toRestored = { runs: runsOf(flat), sourceLength: restored.length, targetLength: normalised.length };
  return { published, restored, normalised, toPublished, toRestored };
}

/** The map from the normalised text to the published one. */
export function normalisedToPublished({ toPublished, toRestored }: ThreeTexts): OffsetMap {
  return composeMaps(toPublished, toRestored);
}

/** An edit; `parallel` where it is no run of the map, so that positions inside it run in parallel. */
type MapEdit = Edit & { readonly parallel: boolean };

/** The edits that lead from one text to the other: the map's runs, and between them what differs place by place. */
function editsBetween(source: string, target: string, map: OffsetMap): MapEdit[] {
  const edits: MapEdit[] = [];
  let sourceAt = 0;
  let targetAt = 0;
  const compare = (end: number) => {
    while (sourceAt < end) {
      if (source.charCodeAt(sourceAt) === target.charCodeAt(targetAt)) {
        sourceAt++;
        targetAt++;
        continue;
      }
      const start = sourceAt;
      const begin = targetAt;
      while (sourceAt < end && source.charCodeAt(sourceAt) !== target.charCodeAt(targetAt)) {
        sourceAt++;
        targetAt++;
      }
      edits.push({ start, end: sourceAt, to: target.slice(begin, targetAt), parallel: true });
    }
  };
  for (let run = 0; run < map.runs.length; run += 4) {
    const [sourceStart = 0, sourceEnd = 0, targetStart = 0, targetEnd = 0] = map.runs.subarray(run, run + 4);
    compare(sourceStart);
    edits.push({ start: sourceStart, end: sourceEnd, to: target.slice(targetStart, targetEnd), parallel: false });
    sourceAt = sourceEnd;
    targetAt = targetEnd;
  }
  compare(source.length);
  return edits;
}
