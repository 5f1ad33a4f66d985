/** The document that the graph's page starts from: our own script and style sheet, and nothing else may run. */
import { Uri, type Webview } from "vscode";

export const pageFiles = {
  script: "graph-page.js",
  style: "graph-page.css",
  layout: "graph-layout.js",
} as const;

export function panelHtml(webview: Webview, extension: Uri): string {
  const address = (file: string): string =>
    webview.asWebviewUri(Uri.joinPath(extension, "dist", file)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // Preact sets styles through the DOM, which needs no permission here.
    `style-src ${webview.cspSource}`,
    `connect-src ${webview.cspSource}`,
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
    <link rel="stylesheet" href="${address(pageFiles.style)}" />
  </head>
  <body data-layout="${address(pageFiles.layout)}">
    <script nonce="${nonce}" src="${address(pageFiles.script)}"></script>
  </body>
</html>
`;
}
