import { expect, it, onTestFinished } from "vitest";
import { createFetcher, fetcherDefaults } from "../../src/fetch/fetcher.js";
import { setClock } from "../support/clock.js";
import { startSite } from "../support/site.js";

it("leaves a host alone that fails again and again, longer each time, and asks again as ever once it has answered", async () => {
  const clock = setClock("2025-03-01T00:00:00Z");
  const site = await startSite({ "/robots.txt": { body: "" }, "/a": { status: 500 }, "/gone": { status: 404 } }, clock);
  const fetcher = createFetcher({ ...fetcherDefaults, clock, gap: 0, patience: 10_000, allow: [site.address] });
  onTestFinished(async () => {
    await fetcher.close();
    await site.close();
  });
  const ask = (path: string) => fetcher.fetch({ url: site.origin + path }).catch((error) => error);
  const asked = () => site.log.splice(0).map(({ path }) => path);
  await ask("/a");
  await ask("/a");
  // an answer of another kind is an answer
  await ask("/gone");
  for (let i = 0; i < 3; i++) expect(await ask("/a")).toMatchObject({ code: "fetch.unavailable", httpStatus: 500, isPostponed: false });
  expect(asked()).toHaveLength(7);
  expect(await ask("/gone")).toMatchObject({ code: "fetch.unavailable", isPostponed: true, retryAt: clock.now() + 30_000 });
  expect(asked()).toEqual([]);
  clock.pass(30_000);
  await ask("/a");
  expect(await ask("/a")).toMatchObject({ isPostponed: true, retryAt: clock.now() + 60_000 });
  expect(asked()).toEqual(["/a"]);
  clock.pass(60_000);
  site.replies.set("/a", { body: "a" });
  expect(await ask("/a")).toMatchObject({ status: "fetched" });
  site.replies.set("/a", { status: 503 });
  await ask("/a");
  await ask("/a");
  expect(asked()).toEqual(["/a", "/a", "/a"]);
});
