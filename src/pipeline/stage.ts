import type { Dictionary } from "../dictionary/load.js";
import type { StageName } from "../model/record.js";

/** What every stage may use beside its input. */
export interface Tools {
  readonly dictionary: Dictionary;
  readonly limits: Limits;
  /** Leaves a note on the document. Offsets are in `original`, UTF-16 code units. */
  note(code: string, message: string, span?: { start: number; end: number }): void;
}

export interface Limits {
  /** share of undecodable characters over which a page is rejected */
  readonly undecodableShare: number;
  /** longest run of undecodable characters that is tolerated */
  readonly undecodableRun: number;
  /** nesting of elements over which a page is rejected */
  readonly depth: number;
  /** milliseconds that the pipeline may take for one document */
  readonly time: number;
  /** milliseconds that the texts of its attachments may take, all together, beside the document itself */
  readonly attachmentTime: number;
  /** bytes of a page */
  readonly pageBytes: number;
}

/**
 * One step of the pipeline: a pure function from what it `Needs` to what it `Adds`. The next stage sees both.
 */
export interface Stage<Needs extends object, Adds extends object> {
  readonly name: StageName;
  readonly run: (input: Needs, tools: Tools) => Adds;
}

/** Stages in order. `add` takes only a stage whose needs are met: a wrong order does not compile. */
export interface Pipeline<Input extends object, State extends object> {
  add<Adds extends object>(stage: Stage<State, Adds>): Pipeline<Input, State & Adds>;
  /** Runs every stage in order on `input`. Throws what a stage throws. */
  run(input: Input, tools: (stage: StageName) => Tools): State;
  readonly names: readonly StageName[];
}

/** An empty pipeline over inputs of the given shape. */
export function begin<Input extends object>(): Pipeline<Input, Input> {
  return chain<Input, Input>([]);
}

type AnyStage = Stage<object, object>;

function chain<Input extends object, State extends object>(stages: readonly AnyStage[]): Pipeline<Input, State> {
  return {
    add: (stage) => chain([...stages, stage as unknown as AnyStage]),
    run: (input, tools) => {
      let state: object = input;
      for (const stage of stages) state = Object.assign({}, state, stage.run(state, tools(stage.name)));
      return state as State;
    },
    names: stages.map((stage) => stage.name),
  };
}
