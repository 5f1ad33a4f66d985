// How a script fails: in words, without a stack trace.

/** Ends the process with the message of whatever is thrown and not caught. */
export function failInWords() {
  process.on("uncaughtException", (error) => {
    console.error(error.message);
    process.exit(1);
  });
}
