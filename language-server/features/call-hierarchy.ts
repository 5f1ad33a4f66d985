/**
 * The call hierarchy, along the data flow: incoming is what feeds a value, outgoing is what it feeds. Items are found
 * again by their names, so that they hold as long as the text does.
 */
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Position,
  Range,
  SymbolKind,
} from "vscode-languageserver";
import type { NamedValue, NameKind, NodeId } from "../graph/graph.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { formatShape } from "../graph/shape.js";
import { DataFlow } from "../navigation/data-flow.js";
import { mentionAt, mentionsOf } from "../navigation/mentions.js";
import { firstFrom } from "../navigation/word-kinds.js";
import { rangeOf } from "./positions.js";
import type { OpenProgram } from "./programs.js";
import { symbolKinds } from "./symbol-kinds.js";

/** What an item stands for. */
interface ItemData {
  readonly network: string;
  readonly name: string;
}

export function prepareCallHierarchy(
  program: OpenProgram,
  position: Position,
): CallHierarchyItem[] | null {
  const { lowered, document } = program;
  const mention = mentionAt(lowered, document.offsetAt(position));
  const { network: index, node } = mention?.occurrence ?? {};
  const network = lowered.networks[index ?? -1];
  if (!mention || !network || node === undefined) return null;
  // In `h.weight` the first word is the layer.
  const value = mention.isLast
    ? network.graph.names.find((named) => named.node === node)
    : network.graph.names.find(
        ({ name }) => name === mention.occurrence.name.split(/[.[]/)[0],
      );
  return value ? [itemOf(value, network, program)] : null;
}

export function incomingCalls(
  program: OpenProgram,
  item: CallHierarchyItem,
): CallHierarchyIncomingCall[] | null {
  const found = valueOf(program, item);
  if (!found) return null;
  const { network, value } = found;
  return DataFlow.of(network.graph)
    .into(value)
    .map((from) => ({
      from: itemOf(from, network, program),
      fromRanges: usesIn(value, from.node, network, program),
    }));
}

export function outgoingCalls(
  program: OpenProgram,
  item: CallHierarchyItem,
): CallHierarchyOutgoingCall[] | null {
  const found = valueOf(program, item);
  if (!found) return null;
  const { network, value } = found;
  return DataFlow.of(network.graph)
    .outOf(value)
    .map((to) => ({
      to: itemOf(to, network, program),
      fromRanges: usesIn(to, value.node, network, program),
    }));
}

function valueOf(
  { lowered }: OpenProgram,
  { data }: CallHierarchyItem,
): { network: LoweredNetwork; value: NamedValue } | undefined {
  const wanted = data as ItemData | undefined;
  const network = lowered.networks.find(({ name }) => name === wanted?.network);
  const value = network?.graph.names.find(({ name }) => name === wanted?.name);
  return network && value && { network, value };
}

function itemOf(
  { name, kind, source, statement }: NamedValue,
  { name: network, shapes }: LoweredNetwork,
  { uri, document }: OpenProgram,
): CallHierarchyItem {
  const shape = shapes.get(name);
  const data: ItemData = { network, name };
  return {
    name,
    kind: kindOf(kind),
    detail: [network, ...(shape ? [formatShape(shape)] : [])].join(" · "),
    uri,
    range: rangeOf(document, statement),
    selectionRange: rangeOf(document, source.file === 0 ? source : statement),
    data,
  };
}

const kindOf = (kind: NameKind): SymbolKind =>
  kind === "parameter" ? symbolKinds.weight : symbolKinds[kind];

/** Where a value stands in the statement of another; the statement's own name where it is not written. */
function usesIn(
  { statement, source }: NamedValue,
  used: NodeId,
  { graph }: LoweredNetwork,
  { lowered, document }: OpenProgram,
): Range[] {
  const { all } = mentionsOf(lowered);
  const uses: Range[] = [];
  for (let index = firstFrom(all, statement.start); ; index++) {
    const mention = all[index];
    if (!mention || mention.source.start >= statement.end) break;
    const { occurrence } = mention;
    if (
      mention.isLast &&
      occurrence.node === used &&
      lowered.networks[occurrence.network ?? -1]?.graph === graph
    )
      uses.push(rangeOf(document, occurrence.source));
  }
  return uses.length > 0 ? uses : [rangeOf(document, source)];
}
