import { expect, it } from "vitest";
import { createInFlight } from "../../src/ingest/in-flight.js";

/** Steps that end when they are told to. */
function steps() {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const step = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve, reject) => ends.set(name, (error) => (error ? reject(error) : resolve())));
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const end = async (name: string, error?: Error) => {
    ends.get(name)?.(error);
    await settle();
  };
  return { begun, step, end, settle };
}

it("starts as many as its bounds let it, in order", async () => {
  const { begun, step, end, settle } = steps();
  const inFlight = createInFlight({ items: 2, bytes: 100 });
  const started = (async () => {
    for (const [name, bytes] of [
      ["a", 10],
      ["b", 10],
      ["c", 95],
      ["d", 10],
      ["e", 500],
    ] as const)
      await inFlight.start(name, bytes, step(name));
    await inFlight.ended();
  })();
  await settle();
  expect(begun).toEqual(["a", "b"]);
  await end("a");
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("c");
  expect(begun).toEqual(["a", "b", "c", "d"]);
  await end("d");
  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
  await end("e");
  await started;
});

it("keeps steps of one key in order", async () => {
  const { begun, step, end, settle } = steps();
  const inFlight = createInFlight({ items: 9, bytes: 100 });
  await inFlight.start("a", 1, step("first"));
  const second = inFlight.start("a", 1, step("second"));
  await settle();
  expect(begun).toEqual(["first"]);
  await end("first");
  await second;
  expect(begun).toEqual(["first", "second"]);
  await end("second");
  await inFlight.ended();
});

it("starts nothing more after one has failed, and says why", async () => {
  const { begun, step, end } = steps();
  const inFlight = createInFlight({ items: 9, bytes: 100 });
  await inFlight.start("a", 1, step("a"));
  await inFlight.start("b", 1, step("b"));
  await end("a", new Error("broken"));
  await expect(inFlight.start("c", 1, step("c"))).rejects.toThrow("broken");
  expect(begun).toEqual(["a", "b"]);
  const idle = inFlight.idle();
  await end("b");
  await idle;
  await expect(inFlight.ended()).rejects.toThrow("broken");
});
