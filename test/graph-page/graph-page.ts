// The graph's page in a real browser, with a stand-in for VS Code around it: what the panel sends, and what it is told.
import { readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import {
  type Browser,
  type BrowserContext,
  chromium,
  type Page,
} from "playwright-core";
import { mathFont } from "../../scripts/math-font.mjs";
import { installChromium } from "../../scripts/setup/chromium.mjs";
import { panelHtml } from "../../src/graph-view/panel-html.js";
import type {
  PageMessage,
  PageState,
  PanelMessage,
} from "../../src/graph-view/messages.js";
import type { GraphAnswer } from "../../language-server/protocol.js";

const root = path.resolve(import.meta.dirname, "../..");
const origin = "http://graph.test";
/** How long anything in the page may take, in milliseconds. */
const patience = 8000;

export interface Opened {
  readonly theme?: keyof typeof colours;
  /** What VS Code has kept of the page. */
  readonly state?: PageState;
  /** What the panel has kept of it. */
  readonly panelState?: PageState;
  readonly width?: number;
  readonly height?: number;
}

/** The colours that VS Code's own themes give the page. */
const colours = {
  "vscode-light": {
    "editor-foreground": "#3b3b3b",
    "editor-background": "#ffffff",
    descriptionForeground: "#5c5c5c",
    focusBorder: "#005fb8",
    "button-background": "#005fb8",
    "button-foreground": "#ffffff",
    "button-secondaryBackground": "#e5e5e5",
    "button-secondaryForeground": "#3b3b3b",
    "input-background": "#ffffff",
    "input-foreground": "#3b3b3b",
    "input-placeholderForeground": "#696969",
    "editorWidget-background": "#f8f8f8",
    "editorWidget-foreground": "#3b3b3b",
    "list-activeSelectionBackground": "#e8e8e8",
    "list-activeSelectionForeground": "#000000",
  },
  "vscode-dark": {
    "editor-foreground": "#cccccc",
    "editor-background": "#1f1f1f",
    descriptionForeground: "#9d9d9d",
    focusBorder: "#0078d4",
    "button-background": "#0078d4",
    "button-foreground": "#ffffff",
    "button-secondaryBackground": "#313131",
    "button-secondaryForeground": "#cccccc",
    "input-background": "#313131",
    "input-foreground": "#cccccc",
    "input-placeholderForeground": "#989898",
    "editorWidget-background": "#202020",
    "editorWidget-foreground": "#cccccc",
    "list-activeSelectionBackground": "#04395e",
    "list-activeSelectionForeground": "#ffffff",
  },
  "vscode-high-contrast": {
    "editor-foreground": "#ffffff",
    "editor-background": "#000000",
    descriptionForeground: "#ffffff",
    focusBorder: "#f38518",
    contrastBorder: "#6fc3df",
    "button-background": "#000000",
    "button-foreground": "#ffffff",
    "input-background": "#000000",
    "input-foreground": "#ffffff",
    "input-placeholderForeground": "#ffffff",
    "editorWidget-background": "#0c141f",
    "editorWidget-foreground": "#ffffff",
    "list-activeSelectionBackground": "#000000",
    "list-activeSelectionForeground": "#ffffff",
  },
  "vscode-high-contrast-light": {
    "editor-foreground": "#292929",
    "editor-background": "#ffffff",
    descriptionForeground: "#292929",
    focusBorder: "#006bbd",
    contrastBorder: "#0f4a85",
    "button-background": "#0f4a85",
    "button-foreground": "#ffffff",
    "button-secondaryBackground": "#ffffff",
    "button-secondaryForeground": "#292929",
    "input-background": "#ffffff",
    "input-foreground": "#292929",
    "input-placeholderForeground": "#292929",
    "editorWidget-background": "#ffffff",
    "editorWidget-foreground": "#292929",
    "list-activeSelectionBackground": "#ffffff",
    "list-activeSelectionForeground": "#292929",
  },
} as const;

export class GraphPageHost {
  private constructor(
    private readonly browser: Browser,
    private readonly files: ReadonlyMap<string, string | Buffer>,
  ) {}

  /** @param env for the browser, besides this program's own variables */
  static async start(
    env: Readonly<Record<string, string>> = {},
  ): Promise<GraphPageHost> {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ["src/graph-view/page/main.tsx"],
      outfile: "page.js",
      bundle: true,
      write: false,
      minify: true,
      format: "iife",
      jsx: "automatic",
      jsxImportSource: "preact",
      mainFields: ["module", "main"],
      logLevel: "warning",
      plugins: [mathFont],
      assetNames: "page",
    });
    const files = new Map<string, string | Buffer>(
      outputFiles.map(({ path: file, contents }) => [
        `/page${path.extname(file)}`,
        Buffer.from(contents),
      ]),
    );
    files.set(
      "/layout.js",
      readFileSync(
        path.join(root, "node_modules/elkjs/lib/elk-worker.min.js"),
        "utf8",
      ),
    );
    const browser = await chromium.launch({
      executablePath: installChromium(),
      args: ["--no-sandbox", "--disable-gpu"],
      env: { ...process.env, ...env },
    });
    return new GraphPageHost(browser, files);
  }

  async open({
    theme = "vscode-light",
    state,
    panelState,
    width = 900,
    height = 600,
  }: Opened = {}): Promise<GraphPage> {
    const context = await this.browser.newContext({
      viewport: { width, height },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const body =
        pathname === "/"
          ? panelHtml(
              {
                script: `${origin}/page.js`,
                style: `${origin}/page.css`,
                layout: `${origin}/layout.js`,
                origin,
              },
              panelState,
            ).replace("<body", `<body class="${theme}"`)
          : this.files.get(pathname);
      const kinds: Record<string, string> = {
        "": "text/html",
        ".js": "text/javascript",
        ".css": "text/css",
        ".woff2": "font/woff2",
      };
      return body === undefined
        ? route.fulfill({ status: 404 })
        : route.fulfill({
            body,
            contentType: `${kinds[path.extname(pathname)] ?? ""}; charset=utf-8`,
          });
    });
    await page.addInitScript(standIn, { state, colours: colours[theme] });
    await page.goto(`${origin}/`);
    const opened = new GraphPage(page, context, problems);
    await opened.told("ready");
    return opened;
  }

  async stop(): Promise<void> {
    await this.browser.close();
  }
}

/** Runs in the page, before anything else. */
function standIn({
  state,
  colours: values,
}: {
  state: unknown;
  colours: Readonly<Record<string, string>>;
}): void {
  const host = globalThis as unknown as {
    posted: unknown[];
    kept: unknown;
    acquireVsCodeApi: () => unknown;
    document: {
      addEventListener(event: string, listener: () => void): void;
      documentElement: {
        style: { setProperty(name: string, value: string): void };
      };
    };
  };
  host.posted = [];
  host.kept = state;
  host.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => host.posted.push(message),
    getState: () => host.kept,
    setState: (next: unknown) => {
      host.kept = next;
    },
  });
  host.document.addEventListener("DOMContentLoaded", () => {
    for (const [name, value] of Object.entries(values))
      host.document.documentElement.style.setProperty(
        `--vscode-${name}`,
        value,
      );
  });
}

export class GraphPage {
  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    /** What the browser complained of: refused by the policy, thrown, not found. */
    readonly problems: readonly string[],
  ) {}

  async send(message: PanelMessage): Promise<void> {
    await this.page.evaluate((data) => {
      (
        globalThis as unknown as { postMessage(data: unknown): void }
      ).postMessage(data);
    }, message);
  }

  /** Sends an answer and waits until it is drawn. */
  async draw(answer: GraphAnswer, wait = patience): Promise<void> {
    const before = (await this.messages("drawn")).length;
    await this.send({
      kind: "graph",
      uri: "file:///w/test.nn",
      network: answer.kind === "graph" ? answer.network : "Circuit",
      answer,
    });
    await this.told("drawn", before + 1, wait);
  }

  async messages<Kind extends PageMessage["kind"]>(
    kind: Kind,
  ): Promise<Extract<PageMessage, { kind: Kind }>[]> {
    const posted = await this.page.evaluate(
      () => (globalThis as unknown as { posted: PageMessage[] }).posted,
    );
    return posted.filter(
      (message): message is Extract<PageMessage, { kind: Kind }> =>
        message.kind === kind,
    );
  }

  /** Waits until the page has said so `count` times; resolves to the last of them. */
  async told<Kind extends PageMessage["kind"]>(
    kind: Kind,
    count = 1,
    wait = patience,
  ): Promise<Extract<PageMessage, { kind: Kind }>> {
    const end = Date.now() + wait;
    for (;;) {
      const all = await this.messages(kind);
      const last = all.at(-1);
      if (last && all.length >= count) return last;
      if (Date.now() > end) throw new Error(`The page never said ${kind}.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  state(): Promise<PageState> {
    return this.page.evaluate(
      () => (globalThis as unknown as { kept: PageState }).kept,
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
