// Measuring: several contestants take turns, so that whatever else the machine does hits all of them alike.

/** The median time of each contestant in milliseconds, over `rounds` rounds in turns, after some to warm up. */
export function medianTimes(
  contestants: Readonly<Record<string, () => void>>,
  rounds: number,
  warmUp = 5,
): Record<string, number> {
  const entries = Object.entries(contestants);
  const times = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const [name, run] of entries) {
      const start = performance.now();
      run();
      if (round >= 0) times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    entries.map(([name]) => [name, quantile(times.get(name) ?? [], 0.5)]),
  );
}

/** The number below which this part of the numbers lies: 0.5 for the median. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? NaN;
}
