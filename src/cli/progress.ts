/** A bar on a terminal's stderr; silent where stderr is no terminal. */
export interface Progress {
  /** one more is done */
  tick(label?: string): void;
  end(): void;
}

const width = 24;

/** @param total how many there are to do */
export function startProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY || total < 2) return { tick: () => undefined, end: () => undefined };
  let done = 0;
  let shown = 0;
  const draw = () => {
    const filled = Math.round((width * done) / total);
    stream.write(`\r\u001b[K[${"█".repeat(filled)}${"░".repeat(width - filled)}] ${done}/${total}`);
    shown = Date.now();
  };
  draw();
  return {
    tick: () => {
      done++;
      if (done === total || Date.now() - shown > 100) draw();
    },
    end: () => {
      stream.write("\r\u001b[K");
    },
  };
}
