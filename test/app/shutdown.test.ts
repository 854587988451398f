import { EventEmitter } from "node:events";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createShutdown } from "../../src/app/shutdown.js";

function prepared(deadline = 10_000, grace = 600_000) {
  const signals = new EventEmitter();
  const lines: string[] = [];
  const exits: number[] = [];
  const exited = new Promise<void>((resolve) => signals.once("exited", resolve));
  const log = pino({}, { write: (line) => lines.push(line) });
  const exit = (code: number) => {
    exits.push(code);
    signals.emit("exited");
  };
  return { shutdown: createShutdown({ log, deadline, grace, signals, exit }), signals, lines, exits, exited };
}

describe("shutdown", () => {
  it("aborts its signal and closes what was opened last first, each after the other", async () => {
    const { shutdown, signals } = prepared();
    const closed: string[] = [];
    for (const name of ["store", "queue", "server"]) {
      shutdown.onClose(name, async () => {
        await Promise.resolve();
        closed.push(name);
      });
    }
    signals.emit("SIGTERM", "SIGTERM");
    expect(shutdown.signal.aborted).toBe(true);
    await shutdown.close();
    expect(closed).toEqual(["server", "queue", "store"]);
    expect(signals.listenerCount("SIGTERM")).toBe(0);
  });

  it("closes once however often it is called", async () => {
    const { shutdown } = prepared();
    let times = 0;
    shutdown.onClose("store", async () => {
      times += 1;
    });
    await Promise.all([shutdown.close(), shutdown.close()]);
    expect(times).toBe(1);
  });

  it("logs a part that fails to close and closes the others", async () => {
    const { shutdown, lines } = prepared();
    let closed = false;
    shutdown.onClose("store", async () => {
      closed = true;
    });
    shutdown.onClose("queue", () => Promise.reject(new Error("no connection")));
    await shutdown.close();
    expect(closed).toBe(true);
    expect(lines.join("")).toContain("no connection");
  });

  it("ends a signalled process that something keeps though all is closed, and none that ends by itself", async () => {
    const kept = prepared(10_000, 1);
    kept.signals.emit("SIGTERM", "SIGTERM");
    await kept.exited;
    expect(kept.exits).toEqual([0]);
    expect(kept.lines.join("")).toContain("something keeps the process");

    const own = prepared(10_000, 1);
    await own.shutdown.close();
    const later = prepared(10_000, 1);
    later.signals.emit("SIGTERM", "SIGTERM");
    await later.exited;
    expect(own.exits).toEqual([]);
  });

  it("ends the process at the second signal, and at the deadline, naming what does not close", async () => {
    const impatient = prepared();
    impatient.shutdown.onClose("server", () => new Promise(() => {}));
    impatient.signals.emit("SIGINT", "SIGINT");
    impatient.signals.emit("SIGINT", "SIGINT");
    expect(impatient.exits).toEqual([1]);

    const hanging = prepared(1);
    hanging.shutdown.onClose("server", () => new Promise(() => {}));
    void hanging.shutdown.close();
    await hanging.exited;
    expect(hanging.exits).toEqual([1]);
    expect(hanging.lines.join("")).toContain('"waiting":["server"]');
  });
});
