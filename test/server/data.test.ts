// Data from the disk to the worker's thread and back: tables, arrays and weights as an editor shows them.
import { URI } from "langium";
import { afterEach, beforeEach, expect, it } from "vitest";
import { nodeFileSystem } from "../../language-server/files/node-file-system.js";
import { fixtures } from "../files/bytes.js";
import { Session } from "./session.js";
import { threadWorker } from "./thread-worker.js";

const folder = URI.file(fixtures).toString();
const main = `${folder}/unsaved.nn`;

let session: Session;

beforeEach(async () => {
  session = await Session.start({
    fileSystem: nodeFileSystem,
    folder,
    spawnWorker: await threadWorker(),
  });
});

afterEach(() => {
  session.stop();
});

it("shows values that come from files", async () => {
  session.open(
    main,
    `dataset iris from "iris.csv" { sepal_width -> species }
dataset points from "points.npz" { x1, x2 -> y }
network N {
  input x: [batch, 1] = iris[sepal_width]
  input y: [batch] = iris[species]
  input p = points.inputs
  weight w = load("weights.safetensors", "hidden.bias")
  fit = sum(x[:, 0] * y)
  loss L = sum(p @ w) + fit
}
`,
  );
  await session.status(main, "evaluated");
  expect(session.diagnosticsOf(main)).toEqual([]);
  const labels = await session.labels(main);
  expect(labels).toContain("= [0, 0, 1, 2]");
  expect(labels).toContain("= 9.8");
  expect(labels).toContain("= 9.6");
  expect(labels).toContain("∂L/∂w [2, 2]");
});
