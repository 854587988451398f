/** What is linear takes about 8 times as long: what looks dearer is measured again, for other work in the process only ever adds. */
const linear = 12;
const rounds = 4;

/**
 * How much longer a task takes on eight times its input: about 8 when it is linear, 64 when it is quadratic. The best of
 * several runs each, one size after the other, in processor time, which a busy machine stretches least.
 */
export function growth(task: (size: number) => () => void, size: number): number {
  const [small, large] = [task(size), task(size * 8)];
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && least > linear; round++) least = Math.min(least, ratio(small, large));
  return least;
}

function ratio(small: () => void, large: () => void): number {
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
