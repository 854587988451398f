import type { Services } from "../../src/app/services.js";
import { type Intake, ingest } from "../../src/ingest/ingest.js";
import { generatedNotice } from "../../test/support/notices.js";

/** A page whose body holds the paragraphs of so many notices. */
function pageOf(number: number, notices: number): string {
  const paragraphs = Array.from({ length: notices - 1 }, (_, i) =>
    generatedNotice(number * notices + i)
      .match(/<p>[一二为].*<\/p>/g)
      ?.join("\n"),
  );
  return generatedNotice(number).replace("<p>一、", `${paragraphs.join("\n")}\n<p>一、`);
}

/** Generated documents, of these numbers. */
export function documentsFrom(first: number, count: number, notices: number): Intake[] {
  return Array.from({ length: count }, (_, i) => {
    const url = `https://notices.example/${first + i}.html`;
    const known = { url, finalUrl: url, contentType: "text/html", fetchedAt: "2024-01-01T08:00:00+08:00" };
    const load = async () => ({ bytes: new TextEncoder().encode(pageOf(first + i, notices)), ...known, hints: {}, attachments: [] });
    return { label: url, address: url, load };
  });
}

/** Ingests documents until each is indexed. @returns seconds @throws Error when one is not */
export async function ingestAll(items: readonly Intake[], services: Services): Promise<number> {
  const began = performance.now();
  const { config, shutdown } = services;
  const ingested = await ingest(items, services, { worksQueue: config.redisUrl === null, signal: shutdown.signal });
  const seconds = (performance.now() - began) / 1000;
  const failed = ingested.filter(({ row }) => row.state !== "indexed");
  if (failed.length > 0) throw new Error(`${failed.length} of ${items.length} were not indexed: ${failed[0]?.row.detail}`);
  return seconds;
}
