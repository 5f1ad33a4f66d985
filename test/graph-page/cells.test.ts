// Fields for numbers: what is refused is said, and nothing stays in a field as if it were in the text.
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { GraphPage } from "./graph-page.js";
import { answerWith, circuit, circuitValues } from "./models.js";
import { usePages } from "./pages.js";

const pages = usePages();

async function openCell(): Promise<{ graph: GraphPage; cell: Locator }> {
  const graph = await pages.open();
  await graph.draw(answerWith(circuit(), circuitValues()));
  await graph.page.getByRole("button", { name: "Sliders" }).click();
  const cell = graph.page.getByRole("textbox", { name: "z, value" });
  return { graph, cell };
}

describe.each(["abc", "1e400", " "])("%j", (typed) => {
  it("is refused in words that belong to the field", async () => {
    const { graph, cell } = await openCell();
    await cell.fill(typed);
    await cell.press("Enter");
    const said = graph.page.getByRole("alert");
    expect(await said.textContent()).toBe(
      `Expected a finite number, such as −2.5 or 1e-3, found ${typed === " " ? "nothing" : `“${typed}”`}. Escape brings −4 back.`,
    );
    expect(await cell.getAttribute("aria-describedby")).toBe(
      await said.getAttribute("id"),
    );
    expect(await cell.getAttribute("aria-invalid")).toBe("true");
    expect(await cell.inputValue()).toBe(typed);
    expect(await graph.messages("edit")).toEqual([]);
  });

  it("gives way to the number of the text with Escape, and when the field is left", async () => {
    const { graph, cell } = await openCell();
    for (const leave of [
      () => cell.press("Escape"),
      () => cell.blur(),
      () => cell.press("Tab"),
    ]) {
      await cell.fill(typed);
      await cell.press("Enter");
      await graph.page.getByRole("alert").waitFor();
      await leave();
      await expect.poll(() => cell.inputValue()).toBe("-4");
      expect(await cell.getAttribute("aria-invalid")).toBe("false");
      expect(await graph.page.getByRole("alert").count()).toBe(0);
    }
    expect(await graph.messages("edit")).toEqual([]);
  });
});

it("says nothing while a number is being typed, and takes it once", async () => {
  const { graph, cell } = await openCell();
  await cell.fill("1e");
  expect(await graph.page.getByRole("alert").count()).toBe(0);
  await cell.fill("1e-3");
  await cell.press("Enter");
  await cell.blur();
  expect(await graph.messages("edit")).toMatchObject([{ text: "0.001" }]);
});
