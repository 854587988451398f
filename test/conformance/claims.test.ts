import { expect, it, vi } from "vitest";
import { whileClaimed } from "../../src/store/claim.js";
import type { Store } from "../../src/store/store.js";
import { setClock } from "../support/clock.js";
import { describeStores } from "../support/stores.js";

const lease = 6_000;
const claimed = (store: Store) => store.settings.get("claim/it");

/** Work that goes on until it is told to end. */
function heldWork() {
  let end: () => void = () => undefined;
  let begun: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const isUnderWay = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const seen: boolean[] = [];
  const work = async (isHeld: () => boolean) => {
    begun();
    await ended;
    seen.push(isHeld());
    return "done";
  };
  return { work, end, isUnderWay, seen };
}

describeStores("claims", (open) => {
  it("are given to one of several at once, and free again behind the work, however it ends", async () => {
    const store = await open();
    const given = { store, clock: setClock("2025-03-01T00:00:00Z"), lease };
    let atOnce = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++atOnce);
      await store.settings.get("anything");
      atOnce--;
      return "done";
    };
    const ends = await Promise.all([1, 2, 3, 4].map(() => whileClaimed("it", given, work)));
    expect(most).toBe(1);
    expect(ends).toContain("done");
    const failing = whileClaimed("it", given, async () => {
      throw new Error("it failed");
    });
    await expect(failing).rejects.toThrow("it failed");
    expect(await claimed(store)).toBeNull();
    expect(await whileClaimed("it", given, work)).toBe("done");
  });

  it("of a process that died are void once they lapse, and what it does not know of takes nothing from the next one", async () => {
    const store = await open();
    const clock = setClock("2025-03-01T00:00:00Z");
    const given = { store, clock, lease, renewal: 3_600_000 };
    const [first, second] = [heldWork(), heldWork()];
    const running = whileClaimed("it", given, first.work);
    await first.isUnderWay;
    expect(await whileClaimed("it", given, async () => "done")).toBeNull();
    expect(await whileClaimed("another", given, async () => "done")).toBe("done");
    clock.pass(lease);
    const next = whileClaimed("it", given, second.work);
    await second.isUnderWay;
    first.end();
    expect(await running).toBe("done");
    expect(first.seen).toEqual([false]);
    expect(await claimed(store)).not.toBeNull();
    second.end();
    expect(await next).toBe("done");
    expect(second.seen).toEqual([true]);
    expect(await claimed(store)).toBeNull();
  });

  it("are renewed while the work goes on, and waited for where that is asked for", async () => {
    const store = await open();
    const clock = { ...setClock("2025-03-01T00:00:00Z"), sleep: async () => new Promise<void>((resolve) => setImmediate(resolve)) };
    const given = { store, clock, lease, renewal: 5 };
    const first = heldWork();
    const running = whileClaimed("it", given, first.work);
    await first.isUnderWay;
    await vi.waitFor(async () => expect((await claimed(store))?.version).toBeGreaterThan(2), { timeout: 30_000 });
    const order: string[] = [];
    const next = whileClaimed("it", { ...given, until: new AbortController().signal }, async () => order.push("second"));
    order.push("first");
    first.end();
    expect(await running).toBe("done");
    await next;
    expect(order).toEqual(["first", "second"]);
    expect(first.seen).toEqual([true]);
  });
});
