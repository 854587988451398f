import { describe, expectTypeOf, it } from "vitest";
import type { Document } from "../../src/model/record.js";
import type { Input } from "../../src/pipeline/input.js";
import type { stages } from "../../src/pipeline/pipeline.js";
import { begin, type Stage } from "../../src/pipeline/stage.js";
import type { decode as realDecode } from "../../src/pipeline/stages/decode.js";
import type { extract as realExtract } from "../../src/pipeline/stages/extract.js";
import type { repair as realRepair } from "../../src/pipeline/stages/repair.js";
import type { segment as realSegment } from "../../src/pipeline/stages/segment.js";
import type { simplify as realSimplify } from "../../src/pipeline/stages/simplify.js";

interface Bytes {
  readonly bytes: Uint8Array;
}
interface Page {
  readonly page: string;
}
interface Body {
  readonly body: string;
}

declare const decode: Stage<Bytes, Page>;
declare const extract: Stage<Page, Body>;
declare const compare: Stage<Page & Body, { same: boolean }>;

describe("the order of stages", () => {
  it("compiles where every stage's needs are met by the input and the stages before", () => {
    const pipeline = begin<Bytes>().add(decode).add(extract).add(compare);
    expectTypeOf(pipeline.run).returns.toExtend<Page & Body & { same: boolean }>();
  });

  it("does not compile where a stage comes before the one whose result it needs", () => {
    // @ts-expect-error extract needs a page, which only decode adds
    begin<Bytes>().add(extract);
    // @ts-expect-error compare needs a body, which only extract adds
    begin<Bytes>().add(decode).add(compare);
  });

  it("does not compile where the input of the pipeline lacks what its first stage needs", () => {
    // @ts-expect-error decode needs bytes
    begin<Body>().add(decode);
  });

  it("keeps the kinds of what it adds: the result has no field that no stage adds", () => {
    const pipeline = begin<Bytes>().add(decode);
    expectTypeOf(pipeline.run).returns.not.toHaveProperty("body");
  });
});

declare const real: {
  decode: typeof realDecode;
  extract: typeof realExtract;
  repair: typeof realRepair;
  simplify: typeof realSimplify;
  segment: typeof realSegment;
};

describe("the pipeline's own stages", () => {
  it("end in a document", () => {
    expectTypeOf<ReturnType<typeof stages.run>>().toExtend<{ document: Document }>();
  });

  it("do not compile in another order", () => {
    // @ts-expect-error extract before decode
    begin<Input>().add(real.extract);
    // @ts-expect-error simplify before repair
    begin<Input>().add(real.decode).add(real.extract).add(real.simplify);
    // @ts-expect-error segment before simplify
    begin<Input>().add(real.decode).add(real.extract).add(real.repair).add(real.segment);
  });
});
