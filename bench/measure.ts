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
    entries.map(([name]) => [name, median(times.get(name) ?? [])]),
  );
}

function median(numbers: number[]): number {
  numbers.sort((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? NaN;
}
