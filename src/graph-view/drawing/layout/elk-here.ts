/** ELK in the thread that asks, for Node: the page has a worker for it. */
import ElkConstructor from "elkjs/lib/elk.bundled.js";
import type { LayoutEngine } from "./lay-out.js";

export const elkHere = (): LayoutEngine => new ElkConstructor.default();
