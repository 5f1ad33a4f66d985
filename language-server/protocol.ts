// The custom messages between the language server and its clients, one typed declaration each, by feature in protocol/.
// Plain data and no imports but types of the graph: whatever else the two sides share, they share through LSP itself.
export type * from "./graph/graph-model.js";
export type * from "./graph/mathml.js";
export type * from "./graph/trace-model.js";
export * from "./protocol/checks.js";
export * from "./protocol/copy-value.js";
export * from "./protocol/documents.js";
export * from "./protocol/evaluation.js";
export * from "./protocol/graph.js";
export type * from "./protocol/message.js";
export type * from "./protocol/network-choice.js";
export * from "./protocol/trace.js";
