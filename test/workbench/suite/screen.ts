// The screen as tests see it: text, pictures and keys of the page that shows the workbench. Only there where the launcher
// runs VS Code in a browser; on the desktop `screen` is undefined and tests that need it are skipped.
import { it } from "mocha";
import type {
  ControlAnswer,
  ControlRequest,
  ControlVariable,
  HeldKey,
} from "../control.js";

/** Other than once with the left button, in the middle. */
export type Click = Pick<
  ControlRequest & { ask: "click" },
  "at" | "button" | "count"
>;

export interface Screen {
  screenshot(name: string): Promise<void>;
  /** Waits until an element that contains the text is visible; resolves to all its text. */
  waitForText(
    selector: string,
    text: string,
    timeout?: number,
  ): Promise<string>;
  /** Waits until an element is there. */
  waitFor(selector: string): Promise<void>;
  texts(selector: string): Promise<string[]>;
  /** What is in an input field; empty where there is none. */
  valueOf(selector: string): Promise<string>;
  /** Waits until the graph's picture shows the text; resolves to all its texts. */
  waitForGraph(text: string): Promise<string[]>;
  clickInGraph(item: string): Promise<void>;
  /** Waits until an element of the graph's page has the text; resolves to all its text. */
  waitInGraph(selector: string, text?: string): Promise<string>;
  /** The text of every element of the graph's page that is there now. */
  textsInGraph(selector: string): Promise<string[]>;
  attributesInGraph(selector: string, name: string): Promise<string[]>;
  actInGraph(
    act: "click" | "doubleClick" | "hover" | "focus",
    selector: string,
  ): Promise<void>;
  /** Drags a slider so many pixels to the right; resolves to the number that it reaches. */
  dragInGraph(selector: string, by: number): Promise<number>;
  /** The text of every such element in the preview of Markdown, as soon as there is one. */
  textsInPreview(selector: string): Promise<string[]>;
  scrollPreview(selector: string): Promise<void>;
  /** Moves the pointer onto a text in the editor, or away from everything. */
  point(text: string | null): Promise<void>;
  /** Clicks on a text in the editor while keys are held. */
  clickText(text: string, held?: readonly HeldKey[]): Promise<void>;
  press(keys: string): Promise<void>;
  /** Types a text, key by key. */
  type(text: string): Promise<void>;
  click(selector: string, how?: Click): Promise<void>;
  hover(selector: string): Promise<void>;
}

const variable: ControlVariable = "NN_WORKBENCH_CONTROL";
const address = process.env[variable];

export const screen: Screen | undefined =
  address === undefined ? undefined : connect(address);

/** A test that looks at the screen. When it fails, there is a picture of what it saw. */
export function itOnScreen(
  title: string,
  test: (shown: Screen) => Promise<void>,
): void {
  if (screen === undefined) {
    it.skip(`${title} (needs the browser's control port)`);
  } else {
    it(title, async function () {
      try {
        await test(screen);
      } catch (error) {
        const name = this.test?.fullTitle() ?? title;
        await screen.screenshot(`failed: ${name}`);
        throw error;
      }
    });
  }
}

function connect(port: string): Screen {
  async function ask(request: ControlRequest): Promise<string | string[]> {
    const body = JSON.stringify(request);
    const response = await fetch(port, { method: "POST", body });
    const answer = (await response.json()) as ControlAnswer;
    if ("error" in answer) throw new Error(`${request.ask}: ${answer.error}`);
    return answer.value ?? "";
  }
  return {
    async screenshot(name) {
      await ask({ ask: "screenshot", name });
    },
    async waitForText(selector, text, timeout = 15_000) {
      return plain(await ask({ ask: "waitForText", selector, text, timeout }));
    },
    async waitFor(selector) {
      await ask({ ask: "waitFor", selector });
    },
    async texts(selector) {
      return [await ask({ ask: "texts", selector })].flat().map(plain);
    },
    async valueOf(selector) {
      return plain(await ask({ ask: "valueOf", selector }));
    },
    async waitForGraph(text) {
      const timeout = 15_000;
      return [await ask({ ask: "waitForGraph", text, timeout })].flat();
    },
    async clickInGraph(item) {
      await ask({ ask: "clickInGraph", item });
    },
    async waitInGraph(selector, text = "") {
      const timeout = 10_000;
      return plain(await ask({ ask: "waitInGraph", selector, text, timeout }));
    },
    async textsInGraph(selector) {
      return [await ask({ ask: "textsInGraph", selector })].flat();
    },
    async attributesInGraph(selector, name) {
      return [await ask({ ask: "attributesInGraph", selector, name })].flat();
    },
    async actInGraph(act, selector) {
      await ask({ ask: "actInGraph", act, selector });
    },
    async dragInGraph(selector, by) {
      return Number(await ask({ ask: "dragInGraph", selector, by }));
    },
    async textsInPreview(selector) {
      return [await ask({ ask: "textsInPreview", selector })].flat();
    },
    async scrollPreview(selector) {
      await ask({ ask: "scrollPreview", selector });
    },
    async point(text) {
      await ask({ ask: "point", text });
    },
    async clickText(text, held = []) {
      await ask({ ask: "clickText", text, held });
    },
    async press(keys) {
      await ask({ ask: "press", keys });
    },
    async type(text) {
      await ask({ ask: "type", text });
    },
    async click(selector, how = {}) {
      await ask({ ask: "click", selector, ...how });
    },
    async hover(selector) {
      await ask({ ask: "hover", selector });
    },
  };
}

/** The editor draws spaces as no-break spaces, and hints between zero-width ones. */
function plain(text: string | string[]): string {
  return [text]
    .flat()
    .join("\n")
    .replace(/\u00a0/g, " ")
    .replace(/\u200b/g, "");
}
