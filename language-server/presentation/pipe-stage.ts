/** The last stage of a pipe, which is what the expression's own operation is: `relu` of `x |> dense(3) |> relu`. */

/** Strings, comments, brackets and the pipe itself. */
const token = /"[^"\r\n]*"|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|[([{]|[)\]}]|\|>/g;

/** Where the last stage begins in the text of an expression; 0 where it is no pipe. */
export function lastStage(text: string): number {
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (/^[([{]/.test(found)) depth++;
    else if (/^[)\]}]/.test(found)) depth--;
    else if (found === "|>" && depth === 0) start = index + found.length;
  }
  if (start === 0) return 0;
  const gap = /^(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(start));
  return start + (gap?.[0].length ?? 0);
}
