import ProgressBar from "progress";

/** A bar on a terminal's stderr; silent where stderr is no terminal. */
export interface Progress {
  /** one more is done */
  tick(): void;
  /** takes the bar away */
  end(): void;
}

/** @param total how many there are to do */
export function startProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY || total < 2) return { tick: () => undefined, end: () => undefined };
  const look = { complete: "█", incomplete: "░", width: 24 };
  const bar = new ProgressBar("[:bar] :current/:total", { ...look, total, stream, clear: true, renderThrottle: 100 });
  bar.render(undefined, true);
  return { tick: () => bar.tick(), end: () => bar.terminate() };
}
