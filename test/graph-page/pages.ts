// What the tests of a file open in the browser: a page for each test, closed after it.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type GraphPage, GraphPageHost, type Opened } from "./graph-page.js";

/** The page itself, or a page with a language server behind it. */
export interface OpenedPage {
  readonly graph: GraphPage;
  close(): Promise<void>;
}

export interface Pages {
  readonly open: (options?: Opened) => Promise<GraphPage>;
  /** Opens a page with more around it. */
  readonly openWith: <Page extends OpenedPage>(
    open: (host: GraphPageHost) => Promise<Page>,
  ) => Promise<Page>;
  /** Photographs the page that was opened last, to be looked at, where the environment says so. */
  readonly picture: (name: string) => Promise<void>;
}

/**
 * To be called once in a file of tests: starts the browser before them and ends it afterwards. A test whose pages complained
 * of anything (refused by the policy, thrown, not found) fails.
 */
export function usePages(): Pages {
  let host: GraphPageHost;
  let opened: OpenedPage[] = [];
  beforeAll(async () => {
    host = await GraphPageHost.start();
  });
  afterEach(async () => {
    const pages = opened;
    opened = [];
    const problems = pages.flatMap(({ graph }) => graph.problems);
    for (const page of pages) await page.close();
    expect(problems).toEqual([]);
  });
  afterAll(() => host.stop());
  return {
    async open(options) {
      const graph = await host.open(options);
      opened.push({ graph, close: () => graph.close() });
      return graph;
    },
    async openWith(open) {
      const page = await open(host);
      opened.push(page);
      return page;
    },
    async picture(name) {
      const folder = process.env["NN_PICTURES"];
      const page = opened.at(-1)?.graph.page;
      if (folder === undefined || !page) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
  };
}
