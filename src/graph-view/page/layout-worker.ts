/** ELK in a worker of its own, so that a layout never blocks the page. Started, and warmed, while there is no graph yet. */
import ElkConstructor, { type ElkNode } from "elkjs/lib/elk-api.js";
import type { LayoutEngine } from "../drawing/layout/lay-out.js";

/** The worker is made of text, as the page's policy refuses scripts of other origins. */
export function startLayoutWorker(address: string): LayoutEngine {
  const engine = startEngine(address);
  engine.catch(() => undefined); // told to whoever asks for a layout
  return {
    layout: async (graph) => (await engine).layout(graph),
  };
}

async function startEngine(address: string): Promise<LayoutEngine> {
  const script = await (await fetch(address)).text();
  const url = URL.createObjectURL(
    new Blob([script], { type: "text/javascript" }),
  );
  const elk = new ElkConstructor.default({
    workerFactory: () => new Worker(url),
  });
  await elk.layout(warmUp);
  URL.revokeObjectURL(url);
  return elk;
}

const warmUp: ElkNode = {
  id: "root",
  layoutOptions: { "elk.algorithm": "layered" },
  children: [
    { id: "a", width: 10, height: 10 },
    { id: "b", width: 10, height: 10 },
  ],
  edges: [{ id: "a→b", sources: ["a"], targets: ["b"] }],
};
