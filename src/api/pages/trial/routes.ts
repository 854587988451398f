import type { FastifyInstance } from "fastify";
import type { StoreServices } from "../../../app/services.js";
import { isoTime } from "../../../model/clock.js";
import { asZhengwenError } from "../../../model/errors.js";
import { readFilePage } from "../../../sandbox/file-readers.js";
import { readForms, type SentForm, textField } from "../forms.js";
import { pageOf, sendPage } from "../page.js";
import { type TrialOutcome, TrialPage } from "./trial-page.js";

/** Trials in hand at a time: they share the processes that run documents with what is taken in. */
const mostTrials = 2;
/** Characters of a text that are put back into the form. */
const longestEcho = 20_000;

/** The page on which a text is tried. It runs in the processes that run documents, with their limits, never in this one. */
export async function trialRoutes(server: FastifyInstance, services: StoreServices): Promise<void> {
  const { config } = services;
  const isOffered = services.runner !== undefined && services.fileReaders !== undefined;
  let inHand = 0;
  readForms(server);

  server.get("/try", (request, reply) =>
    sendPage(reply, TrialPage, { page: pageOf(request), text: "", outcome: { is: "nothing yet" }, isOffered }),
  );

  server.post<{ Body: SentForm }>("/try", { bodyLimit: config.pageLimit + 65_536 }, async (request, reply) => {
    const page = pageOf(request);
    const text = textField(request.body, "text");
    const file = request.body.get("file");
    const bytes = file instanceof Uint8Array && file.length > 0 ? file : new TextEncoder().encode(text);
    const answer = (outcome: TrialOutcome, status = 200) =>
      sendPage(reply.code(status), TrialPage, { page, text: text.slice(0, longestEcho).toWellFormed(), outcome, isOffered });
    if (!isOffered) return answer({ is: "told", message: "try.unavailable" }, 404);
    if (bytes.length === 0) return answer({ is: "told", message: "try.empty" }, 400);
    if (inHand >= mostTrials) return answer({ is: "told", message: "try.busy" }, 429);
    inHand++;
    try {
      const outcome = await run(bytes, file === bytes ? null : "text", services);
      return answer(outcome, outcome.is === "failed" ? 422 : 200);
    } finally {
      inHand--;
    }
  });
}

/** Whether what was pasted begins as the source of a page does. */
function looksLikePage(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html|head|body|div|p|article|section|table)\b/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

async function run(bytes: Uint8Array, given: "text" | null, services: StoreServices): Promise<TrialOutcome> {
  const { runner, fileReaders, clock } = services;
  if (runner === undefined || fileReaders === undefined) return { is: "told", message: "try.unavailable" };
  try {
    const parsed = await readFilePage(bytes, fileReaders);
    const contentType = given === "text" ? `${looksLikePage(bytes) ? "text/html" : "text/plain"}; charset=utf-8` : null;
    const page = { bytes, url: null, finalUrl: null, contentType, fetchedAt: isoTime(clock.now()), hints: {}, attachments: [] };
    const extraction = await runner.extract({ ...page, ...(parsed && { parsed }) }, { explain: true, tokens: true });
    return { is: "extracted", extraction };
  } catch (cause) {
    const error = asZhengwenError(cause);
    if (error.kind.state === null) throw error;
    return { is: "failed", code: error.code, detail: `${error.message} ${error.kind.remedy}`.slice(0, 1_000).toWellFormed() };
  }
}
