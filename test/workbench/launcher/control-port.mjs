// The control port: lets tests in the extension host act on the page that shows the workbench. Listens on 127.0.0.1,
// under an address that nobody can guess.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { text } from "node:stream/consumers";

/** @typedef {import("../control.js").ControlRequest} ControlRequest */
/** @typedef {import("../control.js").ControlAnswer} ControlAnswer */
/** @typedef {import("playwright-core").Page} Page */

const patience = 15_000;

/**
 * @param {Page} page
 * @param {string} screenshots the folder for pictures
 * @returns {Promise<{ address: string; close(): void }>}
 */
export async function openControlPort(page, screenshots) {
  mkdirSync(screenshots, { recursive: true });
  const secret = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const answer =
        request.url === secret
          ? await answerTo(/** @type {ControlRequest} */ (JSON.parse(body)))
          : { error: "unknown address" };
      response.end(JSON.stringify(answer));
    });
  });
  await /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    })
  );
  const { port } = /** @type {import("node:net").AddressInfo} */ (
    server.address()
  );
  return {
    address: `http://127.0.0.1:${port}${secret}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };

  /**
   * @param {ControlRequest} request
   * @returns {Promise<ControlAnswer>}
   */
  async function answerTo(request) {
    try {
      return { value: (await act(request)) ?? null };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  /**
   * The webview's page is in a frame inside another one, which VS Code names as it likes.
   * @param {number} timeout
   */
  function graphFrame(timeout) {
    return frameWith("body[data-layout]", timeout, "there is no graph");
  }

  function previewFrame() {
    const otherwise = "there is no preview of Markdown";
    return frameWith(".markdown-body", patience, otherwise);
  }

  /**
   * @param {string} selector what only that page has
   * @param {number} timeout
   * @param {string} otherwise
   */
  async function frameWith(selector, timeout, otherwise) {
    const end = Date.now() + timeout;
    for (;;) {
      for (const frame of page.frames()) {
        const found = await frame
          .locator(selector)
          .count()
          .catch(() => 0);
        if (found > 0) return frame;
      }
      if (Date.now() > end) throw new Error(otherwise);
      await page.waitForTimeout(50);
    }
  }

  /**
   * Acts in the graph's page; once more if that went away meanwhile, as it does when another tab comes to the front.
   * @template T
   * @param {(graph: import("playwright-core").Frame, timeout: number) => Promise<T>} look
   * @param {number} [timeout]
   * @returns {Promise<T>}
   */
  async function inGraph(look, timeout = patience) {
    const end = Date.now() + timeout;
    for (;;) {
      const graph = await graphFrame(end - Date.now());
      try {
        return await look(graph, end - Date.now());
      } catch (error) {
        if (!graph.isDetached() || Date.now() > end) throw error;
      }
    }
  }

  /**
   * @param {ControlRequest} request
   * @returns {Promise<string | string[] | null | void>}
   */
  async function act(request) {
    switch (request.ask) {
      case "screenshot": {
        const name = request.name.replace(/[^\p{L}\p{N}]+/gu, "-");
        await page.screenshot({ path: path.join(screenshots, `${name}.png`) });
        return;
      }
      case "waitForText": {
        const { selector, text: hasText, timeout } = request;
        const found = page.locator(selector).filter({ hasText }).first();
        await found.waitFor({ timeout });
        return found.innerText();
      }
      case "texts":
        return page.locator(request.selector).allInnerTexts();
      case "valueOf": {
        const [field] = await page.locator(request.selector).all();
        return (await field?.inputValue().catch(() => "")) ?? "";
      }
      case "waitFor":
        return page
          .locator(request.selector)
          .first()
          .waitFor({ state: "attached", timeout: patience });
      case "waitForGraph": {
        const { text: hasText } = request;
        return inGraph(async (graph, timeout) => {
          const texts = graph.locator(".sheet text");
          const found = texts.filter({ hasText }).first();
          await found.waitFor({ state: "attached", timeout });
          return texts.allTextContents();
        }, request.timeout);
      }
      case "clickInGraph": {
        const { item } = request;
        const outline = `[data-item=${JSON.stringify(item)}] .outline`;
        // The item's text lies above its outline.
        return inGraph((graph, timeout) =>
          graph.locator(outline).click({ force: true, timeout }),
        );
      }
      case "waitInGraph": {
        const { selector, text: hasText } = request;
        return inGraph(async (graph, timeout) => {
          const found = graph.locator(selector).filter({ hasText }).first();
          await found.waitFor({ state: "attached", timeout });
          return found.textContent();
        }, request.timeout);
      }
      case "textsInGraph":
        return inGraph((graph) =>
          graph.locator(request.selector).allTextContents(),
        );
      case "attributesInGraph": {
        const { selector, name } = request;
        return inGraph((graph) =>
          graph
            .locator(selector)
            .evaluateAll(
              (found, attribute) =>
                found.map((each) => each.getAttribute(attribute) ?? ""),
              name,
            ),
        );
      }
      case "actInGraph": {
        const { act: gesture, selector } = request;
        return inGraph((graph, timeout) => {
          const element = graph.locator(selector).first();
          const options = { force: true, timeout };
          if (gesture === "click") return element.click(options);
          if (gesture === "doubleClick") return element.dblclick(options);
          if (gesture === "hover") return element.hover(options);
          return element.focus({ timeout });
        });
      }
      case "dragInGraph": {
        const { dragged, box } = await inGraph(async (graph) => {
          const found = graph.locator(request.selector);
          return { dragged: found, box: await found.boundingBox() };
        });
        if (box === null) throw new Error(`${request.selector} is not seen`);
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        await page.mouse.move(x, y);
        await page.mouse.down();
        for (let step = 1; step <= 10; step++) {
          await page.mouse.move(x + (request.by * step) / 10, y);
          await page.waitForTimeout(20);
        }
        const reached = await dragged.inputValue();
        await page.mouse.up();
        return reached;
      }
      case "textsInPreview": {
        const found = (await previewFrame()).locator(request.selector);
        await found.first().waitFor({ state: "attached", timeout: patience });
        return found.allTextContents();
      }
      case "scrollPreview": {
        const found = (await previewFrame()).locator(request.selector);
        return found.first().evaluate((element) => {
          element.scrollIntoView();
        });
      }
      case "point": {
        const { text: pointed } = request;
        if (pointed === null) return page.mouse.move(4, 796);
        const { x, y } = await placeOf(page, pointed);
        // The editor asks for hovers when the pointer moves on the word.
        await page.mouse.move(x + 1, y);
        return page.mouse.move(x, y);
      }
      case "clickText": {
        const { x, y } = await placeOf(page, request.text);
        for (const key of request.held) await page.keyboard.down(key);
        // The editor looks for links when the pointer moves.
        await page.mouse.move(x + 1, y);
        await page.mouse.click(x, y);
        for (const key of request.held) await page.keyboard.up(key);
        return;
      }
      case "press":
        return page.keyboard.press(request.keys);
      case "type":
        return page.keyboard.type(request.text);
      case "click": {
        const { selector, at, button = "left", count = 1 } = request;
        return page
          .locator(selector)
          .first()
          .click({
            timeout: patience,
            button,
            clickCount: count,
            // What lies at that place may be another element.
            ...(at && { position: at, force: true }),
          });
      }
      case "hover":
        return page
          .locator(request.selector)
          .first()
          .hover({ timeout: patience });
    }
  }
}

/**
 * Where a text begins in the editor: the middle of its first letter. Its line is drawn in pieces of one colour each.
 * @param {Page} page
 * @param {string} wanted
 */
async function placeOf(page, wanted) {
  const lines = page.locator(".view-line");
  // Spaces are drawn as no-break spaces, which this takes for spaces.
  await lines.filter({ hasText: wanted }).first().waitFor();
  const place = await lines.evaluateAll((elements, text) => {
    for (const line of elements) {
      const drawn = line.textContent.replaceAll("\u00a0", " ");
      let left = drawn.indexOf(text);
      if (left < 0) continue;
      const pieces = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let at = pieces.nextNode(); at; at = pieces.nextNode()) {
        const { length } = at.textContent ?? "";
        if (left >= length) {
          left -= length;
          continue;
        }
        const letter = document.createRange();
        letter.setStart(at, left);
        letter.setEnd(at, left + 1);
        const { x, y, width, height } = letter.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
    }
    return null;
  }, wanted);
  if (!place) throw new Error(`"${wanted}" is not in the editor`);
  return place;
}
