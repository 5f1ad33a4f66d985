/** Pieces of Markdown that the generated pages are made of. */

export const codeBlock = (
  language: "nn" | "text",
  lines: readonly string[],
): string => `\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
