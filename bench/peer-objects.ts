// The peer that the scalar engine is compared with: one object per node, a switch over its operation, forward and
// backward in loops.

export type PeerOperation = "input" | "add" | "multiply" | "sigmoid" | "relu";

export interface PeerNode {
  readonly operation: PeerOperation;
  readonly a: PeerNode | undefined;
  readonly b: PeerNode | undefined;
  value: number;
  gradient: number;
}

export function peerNode(
  operation: PeerOperation,
  value: number,
  a?: PeerNode,
  b?: PeerNode,
): PeerNode {
  return { operation, a, b, value, gradient: 0 };
}

/** One forward and one backward run over nodes in evaluation order; the last is the objective. */
export function runPeer(nodes: readonly PeerNode[]): void {
  for (const node of nodes) {
    node.gradient = 0;
    const a = node.a?.value ?? 0;
    const b = node.b?.value ?? 0;
    switch (node.operation) {
      case "add":
        node.value = a + b;
        break;
      case "multiply":
        node.value = a * b;
        break;
      case "sigmoid":
        node.value = 1 / (1 + Math.exp(-a));
        break;
      case "relu":
        node.value = a > 0 ? a : 0;
        break;
      case "input":
    }
  }
  const last = nodes.at(-1);
  if (last) last.gradient = 1;
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    if (node?.a) passBack(node, node.a, node.b);
  }
}

function passBack(node: PeerNode, a: PeerNode, b: PeerNode | undefined): void {
  const { gradient, value } = node;
  switch (node.operation) {
    case "add":
      a.gradient += gradient;
      if (b) b.gradient += gradient;
      break;
    case "multiply":
      a.gradient += gradient * (b?.value ?? 0);
      if (b) b.gradient += gradient * a.value;
      break;
    case "sigmoid":
      a.gradient += gradient * value * (1 - value);
      break;
    case "relu":
      if (a.value > 0) a.gradient += gradient;
      break;
    case "input":
  }
}
