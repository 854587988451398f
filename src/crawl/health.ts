import type { DaysOff } from "../dictionary/values/days-off.js";
import type { ErrorCode } from "../model/errors.js";
import type { Health, RoundNote, Signs, SourceState } from "../model/source-state.js";
import { median } from "./signs.js";
import { mostDays, workingTime } from "./working-time.js";

/** What a source is judged by. */
export type SourceHistory = Pick<SourceState, "rounds" | "arrivals">;

/** A fault of a source, by the code that the error table explains. */
interface Fault {
  readonly reason: ErrorCode;
  readonly detail: string;
}

/** Gaps that must be known before silence means anything. */
const fewestGaps = 4;
/** By how much a silence is longer than usual when it is a fault. */
const silentFor = 3;
/** Failures that come and go; they count once there are so many in a row. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["fetch.unavailable", "fetch.timeout", "fetch.network"]);
const passingInARow = 3;
/** Documents of a round that must have been asked for before their failures say something of the site. */
const fewestAsked = 3;
/** The share of them that must have failed alike. */
const mostFailed = 0.8;
/** Rounds with signs that must have gone before, and titles or bodies that each must show, for a comparison. */
const fewestTitles = { rounds: 2, count: 3 };
const fewestBodies = { rounds: 1, count: 3 };
/** The share of pages that are no documents, and by how much it is more than usual. */
const mostRejected = 0.5;
const moreRejected = 0.4;

/**
 * Whether a source is well, from its history alone: the same history always gives the same answer, and a source whose last
 * round is in order is well again.
 * @param now ms since the epoch
 * @param isOff days on which nobody publishes: they make no silence
 */
export function judgeHealth(history: SourceHistory, now: number, isOff: DaysOff): Health {
  const last = history.rounds.at(-1);
  if (last === undefined) return { state: "unknown", reason: null, detail: null };
  const fault =
    listFault(history.rounds) ??
    redesign(history.rounds) ??
    documentFault(history.rounds) ??
    oddTitles(history.rounds) ??
    oddBodies(history.rounds) ??
    silence(history, now, isOff);
  return fault === null ? { state: "healthy", reason: null, detail: null } : { state: "unhealthy", ...fault };
}

/** The list could not be read: at once where that is no passing matter, else when it comes again and again. */
function listFault(rounds: readonly RoundNote[]): Fault | null {
  const last = rounds.at(-1);
  if (last?.list !== "failed" || last.reason === null) return null;
  const fault = { reason: last.reason, detail: last.detail ?? "" };
  if (!passing.has(last.reason)) return fault;
  const before = rounds.findLastIndex(({ list }) => list !== "failed");
  return rounds.length - 1 - before >= passingInARow ? fault : null;
}

/** Nearly all documents of the last round that asked for some failed in one way: banned by robots.txt, challenged, moved away. */
function documentFault(rounds: readonly RoundNote[]): Fault | null {
  const came = ({ asked, failures }: RoundNote) => asked - Object.values(failures).reduce((sum, count) => sum + count, 0);
  // a document that came through since says that the site is open again
  const last = rounds.findLast((round) => round.asked >= fewestAsked || came(round) > 0);
  if (last === undefined || last.asked < fewestAsked) return null;
  for (const [code, count] of Object.entries(last.failures) as [ErrorCode, number][]) {
    if (passing.has(code) || count < mostFailed * last.asked) continue;
    return { reason: code, detail: `${count} of ${last.asked} documents that were asked for.` };
  }
  return null;
}

/** The list still names something, but bears no date any more where it used to: menus, not documents. */
function redesign(rounds: readonly RoundNote[]): Fault | null {
  const shown = lastSigns(rounds, ({ titles }) => titles, fewestTitles);
  const usual = shown && median(shown.before.map(({ dated }) => dated));
  if (!shown || usual === null || usual < 0.5 || shown.now.dated > 0) return null;
  return { reason: "source.redesigned", detail: `None of ${shown.now.count} entries bears a date; usually ${percent(usual)} do.` };
}

function oddTitles(rounds: readonly RoundNote[]): Fault | null {
  const shown = lastSigns(rounds, ({ titles }) => titles, fewestTitles);
  const detail = shown && oddity(shown);
  return detail ? { reason: "source.odd-titles", detail: `Titles: ${detail}` } : null;
}

/** The documents behind the list turned odd, or are no documents any more. */
function oddBodies(rounds: readonly RoundNote[]): Fault | null {
  const shown = lastSigns(rounds, ({ bodies }) => bodies, fewestBodies);
  if (!shown) return null;
  const usual = median(shown.before.map(({ rejected }) => rejected)) ?? 0;
  if (shown.now.rejected >= mostRejected && shown.now.rejected >= usual + moreRejected) {
    return {
      reason: "source.odd-bodies",
      detail: `${percent(shown.now.rejected)} of ${shown.now.count} pages were no documents; usually ${percent(usual)} are none.`,
    };
  }
  const detail = shown.now.rejected < mostRejected ? oddity(shown) : null;
  return detail ? { reason: "source.odd-bodies", detail: `Bodies: ${detail}` } : null;
}

interface Shown<T extends Signs> {
  readonly now: T;
  readonly before: readonly T[];
}

/** The signs of the last round that has enough of them, and those of the rounds before; null where they cannot be compared. */
function lastSigns<T extends Signs>(
  rounds: readonly RoundNote[],
  of: (round: RoundNote) => T | null,
  fewest: { readonly rounds: number; readonly count: number },
): Shown<T> | null {
  const all = rounds.flatMap((round) => {
    const signs = of(round);
    return signs !== null && signs.count >= fewest.count ? [signs] : [];
  });
  const now = all.at(-1);
  // what came after the change is no measure of what is usual: the first half of what is remembered is
  const before = all.slice(0, -1).slice(0, Math.max(fewest.rounds, Math.ceil(all.length / 2)));
  return now === undefined || before.length < fewest.rounds ? null : { now, before };
}

/** How texts differ from those before by so much that no sound source does: other script, all the same, far shorter or longer. */
function oddity({ now, before }: Shown<Signs>): string | null {
  const usual = (of: (signs: Signs) => number) => median(before.map(of)) ?? 0;
  const han = usual((signs) => signs.han);
  if (han >= 0.5 && now.han < han / 4) return `${percent(now.han)} hold Chinese characters, usually ${percent(han)}.`;
  const distinct = usual((signs) => signs.distinct);
  if (distinct >= 0.5 && now.distinct < distinct / 2)
    return `${percent(now.distinct)} differ from each other, usually ${percent(distinct)}.`;
  const length = usual((signs) => signs.length);
  if (now.length * 5 < length || now.length > length * 10) return `they are ${now.length} characters long, usually ${length}.`;
  return null;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * Nothing new for three times the usual gap, counted in working days. A source that now and then pauses longer is silent only
 * when it pauses longer than that: a gap of the kind that came twice is usual for it.
 */
function silence({ arrivals }: SourceHistory, now: number, isOff: DaysOff): Fault | null {
  const moments = arrivals.map((moment) => Date.parse(moment));
  const gaps = moments.slice(1).map((moment, i) => workingTime(moments[i] ?? moment, moment, isOff));
  const last = moments.at(-1);
  const usual = median(gaps);
  if (last === undefined || usual === null || gaps.length < fewestGaps) return null;
  const [, second = 0] = gaps.toSorted((a, b) => b - a);
  const silent = workingTime(last, now, isOff);
  if (silent <= Math.max(silentFor * usual, second)) return null;
  const hours = (time: number) =>
    time >= 48 * hour ? `${Math.round(time / (24 * hour))} working days` : `${Math.round(time / hour)} working hours`;
  const since = new Date(last + chinaOffset).toISOString().slice(0, 10);
  const over = now - last > mostDays * 24 * hour ? "over " : "";
  const detail = `Nothing new since ${since}, for ${over}${hours(silent)}; usually something comes within ${hours(usual)}.`;
  return { reason: "source.silent", detail };
}

const hour = 3600_000;
const chinaOffset = 8 * hour;
