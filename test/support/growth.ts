/**
 * How much longer a task takes on eight times its input: about 8 when it is linear, 64 when it is quadratic. The best of
 * several runs each, one size after the other, in processor time, which a busy machine stretches least.
 */
export function growth(task: (size: number) => () => void, size: number): number {
  const [small, large] = [task(size), task(size * 8)];
  const best = { small: Number.POSITIVE_INFINITY, large: Number.POSITIVE_INFINITY };
  for (let run = 0; run < 7; run++) {
    best.small = Math.min(best.small, timed(small));
    best.large = Math.min(best.large, timed(large));
  }
  return best.large / best.small;
}

function timed(task: () => void): number {
  const began = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(began);
  return Math.max(user + system, 1);
}
