// What moves until it has found its place.

/** As many readings in a row have to be the same, so many milliseconds apart: a frame or two each. */
const readings = 4;
const pause = 40;
/** In milliseconds. */
const patience = 8000;

/** What is read, once it stays the same. */
export async function settled<T>(read: () => Promise<T>): Promise<T> {
  const end = Date.now() + patience;
  let last = await read();
  for (let same = 1; same < readings;) {
    if (Date.now() > end) throw new Error("What is read does not settle.");
    await new Promise((resolve) => setTimeout(resolve, pause));
    const now = await read();
    same = JSON.stringify(now) === JSON.stringify(last) ? same + 1 : 1;
    last = now;
  }
  return last;
}
