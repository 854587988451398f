import { describe, expect, it } from "vitest";
import { judgeHealth } from "../../src/crawl/health.js";
import { workingTime } from "../../src/crawl/working-time.js";
import { loadDictionary } from "../../src/dictionary/load.js";
import { daysOff } from "../../src/dictionary/values/days-off.js";
import { afterRound, blankSource, type RoundNote, type Signs } from "../../src/model/source-state.js";

const isOff = daysOff(loadDictionary().calendar);
const hour = 3600_000;
const day = 24 * hour;
/** A Monday, 08:00 in Shanghai. */
const monday = Date.parse("2025-06-09T00:00:00Z");

const titles: Signs = { count: 20, han: 1, distinct: 1, dated: 1, length: 24 };
const bodies = { ...titles, length: 1200, rejected: 0 };
const read: RoundNote = {
  at: "2025-06-09T00:00:00.000Z",
  list: "read",
  reason: null,
  detail: null,
  announced: 20,
  discovered: 1,
  titles,
  asked: 5,
  failures: {},
  bodies,
};
const unchanged: RoundNote = { ...read, list: "unchanged", announced: 0, discovered: 0, titles: null, asked: 0, bodies: null };
const failed = (reason: RoundNote["reason"]): RoundNote => ({ ...unchanged, list: "failed", reason, detail: "said so" });
const sound = [read, read, read, read];

/** Moments at which something came, so many hours apart, the last at `end`. */
const every = (hours: number, end: number, count = 21) =>
  Array.from({ length: count }, (_, i) => new Date(end - (count - 1 - i) * hours * hour).toISOString());
/** One a working day at 15:00, the last on the given day. */
function workdays(last: string, count = 21): string[] {
  const moments: string[] = [];
  for (let time = Date.parse(`${last}T07:00:00Z`); moments.length < count; time -= day) {
    if (!isOff(new Date(time).toISOString().slice(0, 10))) moments.unshift(new Date(time).toISOString());
  }
  return moments;
}

interface Row {
  readonly label: string;
  readonly rounds: readonly RoundNote[];
  readonly arrivals?: readonly string[];
  readonly now?: number;
}

const unhealthy: readonly (Row & { readonly reason: string })[] = [
  { label: "an empty list", rounds: [...sound, failed("source.empty")], reason: "source.empty" },
  { label: "a list whose selector finds nothing", rounds: [...sound, failed("source.redesigned")], reason: "source.redesigned" },
  { label: "a challenge", rounds: [...sound, failed("fetch.challenge")], reason: "fetch.challenge" },
  { label: "a challenge with status 200", rounds: [failed("extract.challenge")], reason: "extract.challenge" },
  { label: "a list that robots.txt bans", rounds: [...sound, failed("fetch.robots")], reason: "fetch.robots" },
  { label: "a certificate that has run out", rounds: [...sound, failed("fetch.certificate")], reason: "fetch.certificate" },
  { label: "a list that is gone", rounds: [...sound, failed("fetch.status")], reason: "fetch.status" },
  {
    label: "a site that is down for three rounds",
    rounds: [...sound, failed("fetch.unavailable"), failed("fetch.timeout"), failed("fetch.network")],
    reason: "fetch.network",
  },
  { label: "documents that robots.txt bans", rounds: [...sound, { ...read, failures: { "fetch.robots": 5 } }], reason: "fetch.robots" },
  {
    label: "documents behind a challenge, and a list that has not changed since",
    rounds: [...sound, { ...read, failures: { "fetch.challenge": 4, "fetch.timeout": 1 } }, unchanged, unchanged],
    reason: "fetch.challenge",
  },
  {
    label: "menus instead of a list",
    rounds: [...sound, { ...read, titles: { ...titles, dated: 0, length: 9 } }],
    reason: "source.redesigned",
  },
  { label: "titles in no Chinese", rounds: [...sound, { ...read, titles: { ...titles, han: 0.1 } }], reason: "source.odd-titles" },
  {
    label: "titles that are all the same",
    rounds: [...sound, { ...read, titles: { ...titles, distinct: 0.05 } }],
    reason: "source.odd-titles",
  },
  { label: "titles of two characters", rounds: [...sound, { ...read, titles: { ...titles, length: 2 } }], reason: "source.odd-titles" },
  {
    label: "odd titles, and nothing new since",
    rounds: [...sound, { ...read, titles: { ...titles, han: 0 } }, unchanged],
    reason: "source.odd-titles",
  },
  {
    label: "pages that are no documents",
    rounds: [...sound, { ...read, bodies: { ...bodies, rejected: 1 } }],
    reason: "source.odd-bodies",
  },
  {
    label: "bodies that are all the same",
    rounds: [...sound, { ...read, bodies: { ...bodies, distinct: 0.2 } }],
    reason: "source.odd-bodies",
  },
  { label: "bodies of a line", rounds: [...sound, { ...read, bodies: { ...bodies, length: 30 } }], reason: "source.odd-bodies" },
  {
    label: "three working days of silence where something comes every day",
    rounds: [...sound, unchanged],
    arrivals: workdays("2025-06-09"),
    now: Date.parse("2025-06-12T07:30:00Z"),
    reason: "source.silent",
  },
  {
    label: "silence that goes on after the days off",
    rounds: [...sound, unchanged],
    arrivals: workdays("2025-01-27"),
    now: Date.parse("2025-02-10T00:00:00Z"),
    reason: "source.silent",
  },
  {
    label: "ten hours of silence where something comes every three",
    rounds: sound,
    arrivals: every(3, monday),
    now: monday + 10 * hour,
    reason: "source.silent",
  },
];

const healthy: readonly Row[] = [
  { label: "rounds in order", rounds: sound, arrivals: workdays("2025-06-09"), now: monday + day },
  { label: "a list that does not change", rounds: [...sound, unchanged, unchanged] },
  { label: "a first round", rounds: [read] },
  { label: "one failure that passes", rounds: [...sound, failed("fetch.timeout")] },
  {
    label: "two of them, with a success between",
    rounds: [failed("fetch.timeout"), failed("fetch.timeout"), read, failed("fetch.network")],
  },
  { label: "what was unhealthy and is read again", rounds: [...sound, failed("source.empty"), failed("source.empty"), read] },
  { label: "documents that fail in part", rounds: [...sound, { ...read, asked: 10, failures: { "fetch.status": 7 } }] },
  {
    label: "documents that were banned, and one that has come since",
    rounds: [...sound, { ...read, failures: { "fetch.robots": 5 } }, { ...read, asked: 1 }],
  },
  { label: "two documents that are gone", rounds: [...sound, { ...read, asked: 2, failures: { "fetch.status": 2 } }] },
  { label: "documents that time out", rounds: [...sound, { ...read, failures: { "fetch.timeout": 5 } }] },
  { label: "a list that never had dates", rounds: sound.map((round) => ({ ...round, titles: { ...titles, dated: 0 } })) },
  { label: "titles in English, as ever", rounds: sound.map((round) => ({ ...round, titles: { ...titles, han: 0.1 } })) },
  { label: "a list of two entries", rounds: [...sound, { ...read, titles: { ...titles, count: 2, han: 0, dated: 0 } }] },
  { label: "titles half as long", rounds: [...sound, { ...read, titles: { ...titles, length: 12 } }] },
  {
    label: "a source that always gives some pages that are no documents",
    rounds: sound.map((round) => ({ ...round, bodies: { ...bodies, rejected: 0.9 } })),
  },
  { label: "one long body", rounds: [...sound, { ...read, bodies: { ...bodies, count: 1, length: 90_000 } }] },
  { label: "a weekend", rounds: sound, arrivals: workdays("2025-06-13"), now: Date.parse("2025-06-16T01:00:00Z") },
  {
    label: "a night",
    rounds: sound,
    arrivals: [...every(1, monday - 17 * day, 8), ...every(1, monday - 16 * day, 8), ...every(1, monday, 8)],
    now: monday + 14 * hour,
  },
  { label: "春节, officially off", rounds: sound, arrivals: workdays("2025-01-27"), now: Date.parse("2025-02-05T01:00:00Z") },
  {
    label: "春节 of a year whose days off nobody has set yet",
    rounds: sound,
    arrivals: workdays("2033-01-28"),
    now: Date.parse("2033-02-07T01:00:00Z"),
  },
  { label: "国庆节", rounds: sound, arrivals: workdays("2025-09-30"), now: Date.parse("2025-10-09T01:00:00Z") },
  {
    label: "a source that pauses now and then",
    rounds: sound,
    arrivals: [...every(24, monday - 30 * day, 8), ...every(24, monday - 11 * day, 8), ...every(24, monday, 4)],
    now: monday + 7 * day,
  },
  { label: "four arrivals: too few to say what is usual", rounds: sound, arrivals: every(24, monday - 60 * day, 4), now: monday },
  { label: "nothing that ever came", rounds: sound, arrivals: [], now: monday },
];

describe("the health of a source", () => {
  it.each(unhealthy)("is bad for $label", ({ rounds, arrivals = [], now = monday, reason }) => {
    expect(judgeHealth({ rounds, arrivals }, now, isOff)).toMatchObject({ state: "unhealthy", reason, detail: expect.stringMatching(/./) });
  });

  it.each(healthy)("is good for $label", ({ rounds, arrivals = [], now = monday }) => {
    expect(judgeHealth({ rounds, arrivals }, now, isOff)).toEqual({ state: "healthy", reason: null, detail: null });
  });

  it("is unknown before the first round", () => {
    expect(judgeHealth({ rounds: [], arrivals: [] }, monday, isOff).state).toBe("unknown");
  });

  it("stays bad however many rounds say the same, and what was usual before is not forgotten", () => {
    const result = (note: RoundNote) => ({ note, arrivals: [], fetched: [], nextDue: "2025-06-09T01:00:00.000Z" });
    const notes = [
      ...sound,
      { ...read, titles: { ...titles, han: 0 } },
      ...Array<RoundNote>(100).fill(unchanged),
      ...Array<RoundNote>(100).fill(failed("fetch.timeout")),
      unchanged,
    ];
    const state = notes.reduce((held, note) => afterRound(held, result(note)), blankSource("a"));
    expect(judgeHealth(state, monday, isOff)).toMatchObject({ reason: "source.odd-titles" });
    expect(state.rounds.length).toBeLessThan(12);
  });
});

describe("working time", () => {
  it.each([
    ["a day of work", "2025-06-10T00:00:00+08:00", "2025-06-11T00:00:00+08:00", 24],
    ["hours within one", "2025-06-10T09:00:00+08:00", "2025-06-10T11:30:00+08:00", 2.5],
    ["Friday evening to Monday morning", "2025-06-13T18:00:00+08:00", "2025-06-16T09:00:00+08:00", 15],
    ["端午节, a Monday", "2025-06-02T00:00:00+08:00", "2025-06-03T00:00:00+08:00", 0],
    ["元旦 that begins in December", "2022-12-30T00:00:00+08:00", "2023-01-03T00:00:00+08:00", 24],
    ["no time", "2025-06-10T09:00:00+08:00", "2025-06-10T09:00:00+08:00", 0],
    ["backwards", "2025-06-11T09:00:00+08:00", "2025-06-10T09:00:00+08:00", 0],
  ])("of %s", (_, from, to, hours) => {
    expect(workingTime(Date.parse(from), Date.parse(to), isOff) / hour).toBe(hours);
  });
});

it.each([
  ["2025-06-09", "2025-06-12T07:30:00Z", /^Nothing new since 2025-06-09, for 3 working days; usually/],
  ["2025-06-09", "2029-01-01T00:00:00Z", /^Nothing new since 2025-06-09, for over \d+ working days; usually/],
])("says since when nothing has come (%s, at %s)", (lastDay, moment, said) => {
  const { detail } = judgeHealth({ rounds: [...sound, unchanged], arrivals: workdays(lastDay) }, Date.parse(moment), isOff);
  expect(detail).toMatch(said);
});
