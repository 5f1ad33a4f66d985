/** The message of a log point: text, with expressions in braces. */

export type LogPart =
  { readonly text: string } | { readonly expression: string };

/** `loss is {L}` → text, expression. A brace that is not closed is text; brackets of an expression may hold braces. */
export function readLogMessage(message: string): LogPart[] {
  const parts: LogPart[] = [];
  let rest = 0;
  for (const { 0: found, 1: expression = "", index } of message.matchAll(
    /\{([^{}]*)\}/g,
  )) {
    if (index > rest) parts.push({ text: message.slice(rest, index) });
    if (expression.trim() === "") parts.push({ text: found });
    else parts.push({ expression: expression.trim() });
    rest = index + found.length;
  }
  if (rest < message.length) parts.push({ text: message.slice(rest) });
  return parts;
}
