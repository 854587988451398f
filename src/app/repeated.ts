import { createHash } from "node:crypto";
import type { Clock } from "../model/clock.js";
import { ZhengwenError } from "../model/errors.js";
import type { Store } from "../store/store.js";

/** An answer that may be given again. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

interface Kept {
  readonly digest: string;
  /** null while it is being made */
  readonly answer: Answered | null;
  /** milliseconds since 1970 */
  readonly at: number;
}

const prefix = "answer/";
/** Milliseconds that an answer is kept, and after which one that was never made counts as broken off. */
const kept = 24 * 3_600_000;
const patience = 60_000;

/**
 * Answers a request once: sent again with the same key and body, it is given the first answer and nothing is done.
 * @param who whose key it is: others' are others
 * @throws push.repeated where the key came with another body; push.busy while the first is being answered
 */
export async function answerOnce(
  { who, key, body }: { readonly who: string; readonly key: string; readonly body: string },
  { store, clock }: { readonly store: Pick<Store, "settings">; readonly clock: Clock },
  make: () => Promise<Answered>,
): Promise<Answered & { readonly isRepeated: boolean }> {
  const name = `${prefix}${who}/${sha256(key)}`;
  const digest = sha256(body);
  const held = await store.settings.get(name);
  const before = held && (held.value as unknown as Kept);
  if (before && before.at > clock.now() - kept) {
    if (before.digest !== digest) throw new ZhengwenError("push.repeated");
    if (before.answer !== null) return { ...before.answer, isRepeated: true };
    if (before.at > clock.now() - patience) throw new ZhengwenError("push.busy");
  }
  const write = async (answer: Answered | null, version: number) => {
    const value: Kept = { digest, answer, at: clock.now() };
    await store.settings.write(name, { ...value }, version);
  };
  const version = held?.version ?? 0;
  await write(null, version).catch((error: unknown) => {
    throw error instanceof ZhengwenError && error.code === "store.conflict" ? new ZhengwenError("push.busy") : error;
  });
  const answer = await make();
  await write(answer, version + 1);
  return { ...answer, isRepeated: false };
}

/** Drops answers that are kept no longer. @returns how many */
export async function forgetAnswers({ store, clock }: { readonly store: Pick<Store, "settings">; readonly clock: Clock }): Promise<number> {
  let dropped = 0;
  for (let after: string | undefined; ; ) {
    const found = await store.settings.list(prefix, 500, after);
    for (const { name, value, version } of found) {
      if ((value as unknown as Kept).at > clock.now() - kept) continue;
      await store.settings.write(name, null, version);
      dropped++;
    }
    after = found.at(-1)?.name;
    if (found.length < 500) return dropped;
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
