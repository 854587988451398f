import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { connect } from "../../src/store/sqlite/driver.js";

function open() {
  const folder = mkdtempSync(join(tmpdir(), "zhengwen-driver-"));
  const connection = connect(join(folder, "store.db"), 1000);
  onTestFinished(() => {
    connection.close();
    rmSync(folder, { recursive: true });
  });
  connection.exec("CREATE TABLE number (n INTEGER PRIMARY KEY) STRICT");
  const insert = (n: number) => () => connection.run("INSERT INTO number (n) VALUES (?)", [n]);
  const held = () => connection.all("SELECT n FROM number ORDER BY n").map(({ n }) => n);
  return { connection, insert, held };
}

it("writes what is asked for meanwhile in one commit, in order", async () => {
  const { connection, insert, held } = open();
  const seen: unknown[] = [];
  const writes = [3, 1, 2].map((n) =>
    connection.writeSoon(() => {
      seen.push(held());
      return insert(n)();
    }),
  );
  expect(held(), "nothing is written before the turn ends").toEqual([]);
  expect(await Promise.all(writes)).toEqual([1, 1, 1]);
  expect(seen, "each sees what came before it").toEqual([[], [3], [1, 3]]);
  expect(held()).toEqual([1, 2, 3]);
});

it("lets what fails harm nothing else", async () => {
  const { connection, insert, held } = open();
  const boom = new Error("boom");
  const [first, twice, broken, last] = await Promise.allSettled([
    connection.writeSoon(insert(1)),
    connection.writeSoon(insert(1)),
    connection.writeSoon(() => {
      insert(7)();
      throw boom;
    }),
    connection.writeSoon(insert(2)),
  ]);
  expect(first).toMatchObject({ status: "fulfilled" });
  expect(twice).toMatchObject({ status: "rejected", reason: { code: "store.refused" } });
  expect(broken).toEqual({ status: "rejected", reason: boom });
  expect(last).toMatchObject({ status: "fulfilled" });
  expect(held()).toEqual([1, 2]);
});

it("commits more than fit into one commit, and what waits when it is closed", async () => {
  const { connection, insert, held } = open();
  await Promise.all(Array.from({ length: 200 }, (_, n) => connection.writeSoon(insert(n))));
  expect(held()).toHaveLength(200);
  const last = connection.writeSoon(insert(200));
  connection.close();
  await expect(last).resolves.toBe(1);
  await expect(connection.writeSoon(insert(201))).rejects.toMatchObject({ code: "store.unavailable" });
});
