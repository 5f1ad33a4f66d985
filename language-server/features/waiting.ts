/** Waiting for something only so long. */

/** How long an answer waits for what is being computed, in milliseconds. */
const patience = 100;

/** Whether the promise is still open after a while. */
export async function isLong(promise: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const long = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, true);
  });
  try {
    return await Promise.race([long, promise.then(() => false)]);
  } finally {
    clearTimeout(timer);
  }
}
