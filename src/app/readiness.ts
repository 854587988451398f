import { asZhengwenError } from "../model/errors.js";
import type { StoreServices } from "./services.js";

/** Whether a process can do its work, as `/ready` answers it. */
export interface Readiness {
  /** the HTTP status: 200, or 503 */
  readonly status: 200 | 503;
  readonly body: {
    readonly status: "ready" | "closing" | "unavailable";
    readonly error?: { readonly code: string; readonly message: string };
  };
}

/** Asks the store, and whether the process is about to end. It never throws: what is away is the answer. */
export async function readiness({ store, shutdown }: Pick<StoreServices, "store" | "shutdown">): Promise<Readiness> {
  if (shutdown.signal.aborted) return { status: 503, body: { status: "closing" } };
  try {
    await store.ready();
    return { status: 200, body: { status: "ready" } };
  } catch (cause) {
    const { code, message } = asZhengwenError(cause, "store.unavailable");
    return { status: 503, body: { status: "unavailable", error: { code, message } } };
  }
}
