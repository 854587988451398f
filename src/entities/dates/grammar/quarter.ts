import { matchAt, type ParseState, type Precision, parseNumeral } from "./partial-date.js";

const half = /的?(上|下)半年/y;
const quarter =
  /(?:(?:第([一二三四1-4])个?|([一二三四1-4]))季度(?!假)|[首头]季度?(?!节)|(?<!是)第([一二三四1-4])季(?!节|赛|度假|开播|播出|回归|首集|完结|影集|剧|冠军))(末|初)?/y;
/** 一、二季度, 一至三季度: the first of quarters that share their sign */
const shared = /第?([一二三四1-4])(?=(?:、[一二三四1-4]){0,2}(?:、|和|及|至|到|—|-)第?[一二三四1-4]季度)/y;
const several = /[前首头]([一二两三23])个?季度?(?!节)/y;
const relative = /(本|这一?个?|上上?一?个?|下下?一?个?)季(?:度|(?=[末初]))(末|初)?/y;

/** Half-years and quarters: 上半年, 第一季度, 前三季度, 上季度末. Moves on behind them. */
export function readQuarter(text: string, state: ParseState): boolean {
  const { at } = state;
  const halves = matchAt(half, text, at);
  if (halves !== null) return set(state, halves, halves[1] === "上" ? [1, 6] : [7, 12], "half-year");
  const one = matchAt(quarter, text, at);
  if (one !== null) {
    const said = one[1] ?? one[2] ?? one[3];
    const number = said === undefined ? 1 : parseNumeral(said);
    set(state, one, [number * 3 - 2, number * 3], "quarter");
    edgeOf(state, one[4]);
    return true;
  }
  const listed = matchAt(shared, text, at);
  if (listed !== null) {
    const number = parseNumeral(listed[1] ?? "");
    return set(state, listed, [number * 3 - 2, number * 3], "quarter");
  }
  const ofThis = state.years === null ? matchAt(relative, text, at) : null;
  if (ofThis !== null) {
    state.quarterOffset = relativeOffset(ofThis[1]);
    set(state, ofThis, [1, 3], "quarter");
    edgeOf(state, ofThis[2]);
    return true;
  }
  const first = matchAt(several, text, at);
  return first !== null && set(state, first, [1, parseNumeral(first[1] ?? "") * 3], "quarter");
}

function set(state: ParseState, found: RegExpExecArray, months: readonly [number, number], precision: Precision): true {
  state.months = months;
  state.precision = precision;
  state.at += found[0].length;
  return true;
}

/** 上 is one back, 下 one on, each as often as it is said. */
export function relativeOffset(said = ""): number {
  const back = /^上+/.exec(said)?.[0].length ?? 0;
  return back > 0 ? -back : (/^下+/.exec(said)?.[0].length ?? 0);
}

/** 一季度末 is its last day, 四季度初 its first month. */
function edgeOf(state: ParseState, edge: string | undefined): void {
  const [first, last] = state.months ?? [1, 12];
  if (edge === "初") {
    state.months = [first, first];
    state.precision = "month";
  }
  if (edge !== "末") return;
  state.months = [last, last];
  state.days = [0, 0];
  state.precision = "day";
}
