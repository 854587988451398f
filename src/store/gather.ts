import { ZhengwenError } from "../model/errors.js";
import type { PutRequest, Store } from "./store.js";

/** How much is done together. */
export interface Bounds {
  /** requests of one batch at most */
  readonly items: number;
  /** bytes of one batch at most, roughly; a request that is larger goes alone */
  readonly bytes: number;
  /** milliseconds that a request waits for others, where there were others the last time */
  readonly wait: number;
}

/** Requests of one kind that are made together. */
interface Kind<Request, Answer> {
  readonly run: (requests: readonly Request[]) => Promise<readonly (Answer | ZhengwenError)[]>;
  readonly bytesOf: (request: Request) => number;
}

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly bytes: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A store whose single writes and reads, asked for at the same time, meet in the bulk forms of the one behind it: what a
 * document costs in round trips and commits is shared by all that are in hand. Each answer comes once its own request is
 * carried out, so that nothing is promised earlier than without; one that fails harms no other. Whoever asks alone does not wait.
 */
export function gathering(store: Store, bounds: Bounds): Store {
  const put = gather<PutRequest, Awaited<ReturnType<Store["put"]>>>(
    { run: (requests) => store.putAll(requests), bytesOf: ({ document }) => 8 * (document.text.length + document.original.length) },
    bounds,
  );
  const small = () => 1_000;
  const { pages, ledger } = store;
  const getPage = gather({ run: (ids: readonly string[]) => pages.getAll(ids), bytesOf: small }, bounds);
  const putPage = gather(
    { run: (all: Parameters<typeof pages.putAll>[0]) => pages.putAll(all), bytesOf: ({ bytes }) => bytes.length },
    bounds,
  );
  const getRow = gather({ run: (addresses: readonly string[]) => ledger.getAll(addresses), bytesOf: small }, bounds);
  const writeRow = gather({ run: (rows: Parameters<typeof ledger.writeAll>[0]) => ledger.writeAll(rows), bytesOf: small }, bounds);
  return {
    ...store,
    put: (document, options) => put(options ? { document, options } : { document }),
    pages: {
      ...pages,
      get: (id, digest) => (digest === undefined ? getPage(id) : pages.get(id, digest)),
      put: async (page) => {
        await putPage(page);
      },
    },
    ledger: { ...ledger, get: getRow, write: writeRow },
  };
}

/** Makes single requests of requests for many. One batch is under way at a time: what comes meanwhile meets in the next. */
function gather<Request, Answer>({ run, bytesOf }: Kind<Request, Answer>, bounds: Bounds): (request: Request) => Promise<Answer> {
  let waiting: Waiting<Request, Answer>[] = [];
  let bytes = 0;
  let together = 1;
  let running = false;
  /** unsets what is set to flush; null where nothing is */
  let cancel: (() => void) | null = null;
  let soon = false;

  function schedule(): void {
    if (running || waiting.length === 0) return;
    const full = waiting.length >= bounds.items || bytes >= bounds.bytes;
    if (cancel !== null && (soon || !full)) return;
    cancel?.();
    soon = full || together < 2;
    if (soon) {
      const immediate = setImmediate(flush);
      cancel = () => clearImmediate(immediate);
    } else {
      // to a common beat, so that what is of several kinds meets in one commit
      const timer = setTimeout(flush, bounds.wait - (performance.now() % bounds.wait));
      cancel = () => clearTimeout(timer);
    }
  }

  function flush(): void {
    cancel = null;
    const batch = takeBatch();
    together = batch.length;
    running = true;
    void answer(batch).finally(() => {
      running = false;
      schedule();
    });
  }

  function takeBatch(): Waiting<Request, Answer>[] {
    let size = 0;
    let sum = 0;
    for (const one of waiting) {
      if (size > 0 && (size >= bounds.items || sum + one.bytes > bounds.bytes)) break;
      sum += one.bytes;
      size++;
    }
    const batch = waiting.slice(0, size);
    waiting = waiting.slice(size);
    bytes -= sum;
    return batch;
  }

  /** Never rejects: whatever happens is told to those who asked. */
  async function answer(batch: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await run(batch.map(({ request }) => request));
      for (const [i, { resolve, reject }] of batch.entries()) {
        const given = answers[i] as Answer | ZhengwenError;
        if (given instanceof ZhengwenError) reject(given);
        else resolve(given);
      }
    } catch (error) {
      const [only] = batch;
      const isAway = error instanceof ZhengwenError && error.code === "store.unavailable";
      // one of them may have undone the others: which one shows when each is done alone
      if (batch.length > 1 && !isAway) for (const one of batch) await answer([one]);
      else if (batch.length > 1) for (const { reject } of batch) reject(error);
      else only?.reject(error);
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      const size = bytesOf(request);
      bytes += size;
      waiting.push({ request, bytes: size, resolve, reject });
      schedule();
    });
}
