// Pictures that stand alone: snapshots that can be looked at, and programs whose text tries to be more than text.
import { describe, expect, it } from "vitest";
import { svgPicture } from "../../../src/graph-view/drawing/svg-document.js";
import { elkHere } from "../../../src/graph-view/drawing/layout/elk-here.js";
import type { ModelNode } from "../../../language-server/graph/graph-model.js";
import { exampleOf, type Program, programOf } from "./programs.js";
import { elementsOf, readable, textsIn } from "./svg-reading.js";

const pictureOf = ({ model, values }: Program): Promise<string> =>
  svgPicture(model, values, elkHere());

describe("the picture", () => {
  it.each([
    ["circuit", exampleOf("lecture/n07-circuit")],
    ["vanishing", exampleOf("lecture/n11-vanishing")],
    [
      "dead-unit",
      programOf(`network Dead {
        input x: [2] = [1, 2]
        layer h = dense(x, 2, weight: -0.1) |> relu
        loss L = sum(h)
      }`),
    ],
    [
      "broken",
      programOf(`network Broken {
        input x = -1
        output f = log(x) * 2
        expect f == 0
      }`),
    ],
  ])("of %s", async (name, program) => {
    await expect(readable(await pictureOf(program))).toMatchFileSnapshot(
      `pictures/${name}.svg`,
    );
  });

  it("says value and gradient on every wire of the circuit", async () => {
    const texts = textsIn(await pictureOf(exampleOf("lecture/n07-circuit")));
    expect(texts).toEqual(
      expect.arrayContaining(["−2", "5", "−4", "3", "−12", "1", "q", "f"]),
    );
  });

  it("has colours of its own, and no variables", async () => {
    const { model, values } = exampleOf("lecture/n07-circuit");
    const pictures = await Promise.all(
      (["light", "dark", "high-contrast", "high-contrast-light"] as const).map(
        (theme) => svgPicture(model, values, elkHere(), { theme }),
      ),
    );
    expect(new Set(pictures).size).toBe(4);
    for (const picture of pictures) expect(picture).not.toContain("var(");
  });

  it("is marked where its values are older than the text", async () => {
    const { model, values } = exampleOf("lecture/n07-circuit");
    if (!values) throw new Error("The circuit has values.");
    const stale = await pictureOf({
      model,
      values: { ...values, stale: true },
    });
    expect(elementsOf(stale)[0]?.attributes["class"]).toBe("nn stale");
    expect(textsIn(stale)).toContain("last edit");
  });

  it("has no legend without gradients", async () => {
    const lenet = await pictureOf(exampleOf("networks/lenet5"));
    expect(lenet).not.toContain('class="legend"');
    expect(textsIn(lenet)).toContain("conv2d(6, kernel: 5, padding: 2) → tanh");
  });
});

const hostile = [
  "</text><script>alert(1)</script>",
  '" onload="alert(1)',
  "]]><svg onload=alert(1)>",
  "&lt;b&gt; &amp; <b>",
  "<!-- -->",
  "\u0000\u0007\u001b[31m",
  "\u202egnirts desrever",
  "\ud800 half a letter",
  "constructor",
  "__proto__",
  "﷽﷽﷽﷽",
  "名前がとても長い入力",
  "x".repeat(500),
];

describe("text of a program", () => {
  it.each(hostile)("%j stays text", async (text) => {
    const { model, values } = exampleOf("lecture/n07-circuit");
    const nodes = model.nodes.map((node): ModelNode => ({
      ...node,
      name: text,
      label: text,
      text,
      symbol: text,
      shape: text,
    }));
    const picture = await pictureOf({
      model: { ...model, network: text, objective: text, nodes },
      values,
    });
    const elements = elementsOf(picture);
    const tags = new Set(elements.map(({ tag }) => tag));
    expect([...tags].sort()).toEqual([
      "g",
      "path",
      "rect",
      "style",
      "svg",
      "text",
      "title",
    ]);
    const attributes = elements.flatMap((element) =>
      Object.keys(element.attributes),
    );
    expect(attributes.filter((name) => name.startsWith("on"))).toEqual([]);
    expect(elements.some((element) => element.text.includes("\u202e"))).toBe(
      false,
    );
  });

  it("shows what could be taken for markup", async () => {
    const { model, values } = exampleOf("lecture/n07-circuit");
    const [first, ...rest] = model.nodes;
    if (!first) throw new Error("The circuit has nodes.");
    const nodes = [{ ...first, name: "<b>&amp;" }, ...rest];
    const picture = await pictureOf({ model: { ...model, nodes }, values });
    expect(textsIn(picture)).toContain("<b>&amp;");
  });
});
