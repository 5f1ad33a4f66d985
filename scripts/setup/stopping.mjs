// When a script has to stop: on a signal, and when the process that started it is gone. npm ends its shell on a signal and
// leaves what the shell started behind.

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Calls `stop` on every signal that asks to end, and once when the parent process is gone.
 * @param {(signal: NodeJS.Signals) => void} stop
 */
export function whenToldToStop(stop) {
  for (const signal of signals) process.on(signal, stop);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop("SIGTERM");
  }, 500);
  watch.unref();
}
