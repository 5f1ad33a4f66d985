// What keys mean, by what has the focus.
import { describe, expect, it } from "vitest";
import {
  commandOf,
  type KeyPlace,
} from "../../src/graph-view/page/keyboard.js";
import { answerWith, circuit, circuitValues } from "./models.js";
import { usePages } from "./pages.js";

const pressed = (key: string, place: KeyPlace, shiftKey = false) =>
  commandOf(
    { key, altKey: false, ctrlKey: false, metaKey: false, shiftKey },
    place,
  );

describe("a key", () => {
  it.each(["/", "o", "v", "0", "+", "=", "-"])(
    "%s means the same everywhere but in text",
    (key) => {
      const command = pressed(key, "picture");
      expect(command).toBeDefined();
      expect(pressed(key, "control")).toEqual(command);
      expect(pressed(key, "text")).toBeUndefined();
    },
  );

  it.each([" ", "Enter", "Escape", "ArrowLeft", "ArrowDown", "Home", "End"])(
    "%s stays that of a button, a slider or a list",
    (key) => {
      expect(pressed(key, "picture")).toBeDefined();
      expect(pressed(key, "control")).toBeUndefined();
      expect(pressed(key, "text")).toBeUndefined();
    },
  );

  it("is the same with Caps Lock and Shift", () => {
    expect(pressed("O", "picture")).toEqual(pressed("o", "picture"));
    expect(pressed("V", "control", true)).toEqual(pressed("v", "control"));
  });
});

describe("in the page", () => {
  const pages = usePages();
  const openCircuit = async () => {
    const graph = await pages.open();
    await graph.draw(answerWith(circuit(), circuitValues()));
    return graph.page;
  };
  const sheet = ".sheet";

  it("keys go on working after a button was pressed, which keeps its own", async () => {
    const page = await openCircuit();
    await page.getByRole("button", { name: "Fit" }).click();
    const before = await page.locator(sheet).getAttribute("style");
    await page.keyboard.press("+");
    expect(await page.locator(sheet).getAttribute("style")).not.toBe(before);
    await page.keyboard.press("0");
    expect(await page.locator(sheet).getAttribute("style")).toBe(before);
    await page.keyboard.press("+");
    await page.keyboard.press(" ");
    expect(await page.locator(sheet).getAttribute("style")).toBe(before);
    await page.keyboard.press("O");
    await page.getByRole("tree").waitFor();
    await page.keyboard.press("/");
    expect(await page.locator("#search:focus").count()).toBe(1);
  });

  it("keys are the picture's where nothing has the focus", async () => {
    const page = await openCircuit();
    await page.keyboard.press("Home");
    await page.locator('[data-item="x"].selected').waitFor();
  });

  it("keys type where text is typed, and move a slider", async () => {
    const page = await openCircuit();
    await page.locator("#search").focus();
    await page.keyboard.type("v0o/+-");
    expect(await page.locator("#search").inputValue()).toBe("v0o/+-");
    expect(await page.locator(".side").count()).toBe(0);
    await page.getByRole("button", { name: "Sliders" }).click();
    const slider = page.getByRole("slider", { name: "x" });
    await slider.focus();
    const value = await slider.inputValue();
    await page.keyboard.press("ArrowRight");
    expect(await slider.inputValue()).not.toBe(value);
    await page.keyboard.press("v");
    await slider.waitFor({ state: "detached" });
  });
});
