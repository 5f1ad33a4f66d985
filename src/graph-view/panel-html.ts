/** The document that the graph's page starts from: our own script and style sheet, and nothing else may run. */
import type { PageState } from "./messages.js";

/** Addresses of the page's files, and the origin that they are loaded from. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
  /** ELK, which the page makes a worker of. */
  readonly layout: string;
  readonly origin: string;
}

/** @param state how the page was left, which nothing in the document is made of but an attribute without markup */
export function panelHtml(
  { script, style, layout, origin }: PageFiles,
  state?: PageState,
): string {
  const kept =
    state === undefined
      ? ""
      : ` data-state="${encodeURIComponent(JSON.stringify(state))}"`;
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // Preact sets styles through the DOM, which needs no permission here.
    `style-src ${origin}`,
    `font-src ${origin}`,
    `connect-src ${origin}`,
    "worker-src blob:",
    // A picture is drawn from its SVG before it is saved as PNG.
    "img-src blob: data:",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width" />
    <title>Graph</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body data-layout="${layout}"${kept}>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
