import * as z from "zod";
import { type Answered, answerOnce } from "../../app/repeated.js";
import type { StoreServices } from "../../app/services.js";
import { pushedLine } from "../../ingest/manifest.js";
import { takePushed } from "../../ingest/push.js";
import { ZhengwenError } from "../../model/errors.js";
import { Answer, route } from "./route.js";

/** Documents of one request. */
const mostDocuments = 500;
/** A key of idempotency: what a UUID, a digest or a name has. */
const repeatKey = /^[\x21-\x7e]{1,255}$/;

const one = pushedLine.describe("a document with exactly one of text, html and base64");
const body = z.union([one, z.array(z.unknown()).min(1).max(mostDocuments).describe("documents, each judged by itself")]);
const told = z.object({
  documents: z
    .array(
      z.union([
        z.object({ address: z.string(), id: z.string(), state: z.literal("fetched") }),
        z.object({ error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }) }),
      ]),
    )
    .describe("in the order given: what is held and waits for the pipeline, or why it was not taken"),
});

/** Documents from somebody else's crawler, into the same ledger. */
export const pushRoute = route({
  method: "POST",
  url: "/v1/documents",
  tag: "admin",
  summary: "Hand documents in: one, an array of them, or JSON Lines",
  description:
    "Each is taken as if it were alone, and may be sent again. 422 says that none was taken. With `Idempotency-Key` a request that is sent again within a day is given the first answer, and nothing is done.",
  scope: "push",
  headers: z.object({ "idempotency-key": z.string().regex(repeatKey).optional().describe("up to 255 characters of ASCII") }),
  body,
  // a page in base 64 and what is said of it
  raw: {
    types: { "application/json": body, "application/x-ndjson": null, "application/jsonl": null, "application/ndjson": null },
    limit: ({ pageLimit }) => 2 * pageLimit,
  },
  status: 202,
  answers: { "application/json": told },
  others: { 422: told },
  errors: ["push.body", "push.repeated", "push.busy", "queue.unavailable", "http.not-found"],
  examples: [{ url: "/v1/documents", body: { url: "https://www.example.gov.cn/1.html", text: "A text.\n" } }],
  handle: async ({ text, headers, key }, services) => {
    const isLines = !/^application\/json\b/i.test(headers["content-type"] ?? "");
    const repeat = headers["idempotency-key"];
    if (repeat === undefined) return answered(await take(text, isLines, services));
    if (typeof repeat !== "string" || !repeatKey.test(repeat))
      throw new ZhengwenError("usage.argument", "Idempotency-Key is up to 255 characters of ASCII.");
    const asked = { who: key?.id ?? "", key: repeat, body: text };
    const { isRepeated, ...answer } = await answerOnce(asked, services, () => take(text, isLines, services));
    return answered(answer, isRepeated ? { "idempotency-replayed": "true" } : {});
  },
});

function answered({ status, body }: Answered, headers: Record<string, string> = {}): Answer {
  return new Answer("application/json; charset=utf-8", JSON.stringify(body), headers, status);
}

async function take(body: string, isLines: boolean, { intake, config }: StoreServices): Promise<Answered> {
  if (intake === undefined) throw new ZhengwenError("http.not-found", "This server takes no documents in.");
  const documents = await takePushed(documentsOf(body, isLines), config.pageLimit, intake);
  const isRefused = documents.every((each) => "error" in each);
  return { status: isRefused ? 422 : 202, body: { documents } };
}

/** The documents of a body, as they came. @throws push.body */
function documentsOf(body: string, isLines: boolean): unknown[] {
  const documents = isLines
    ? body
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(parsed)
    : listed(parsed(body));
  if (documents.length === 0) throw new ZhengwenError("push.body", "It holds no document.");
  if (documents.length > mostDocuments)
    throw new ZhengwenError("push.body", `It holds ${documents.length} documents; ${mostDocuments} are taken at a time.`);
  return documents;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ZhengwenError("push.body", (cause as Error).message, { cause });
  }
}
