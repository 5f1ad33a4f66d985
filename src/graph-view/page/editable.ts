/** Which nodes can be edited in the graph: those whose numbers stand in the text. */
import type {
  GraphModel,
  ModelNode,
} from "../../../language-server/protocol.js";

export type EditableNode = ModelNode & Required<Pick<ModelNode, "literals">>;

export const isEditable = (node: ModelNode): node is EditableNode =>
  node.literals !== undefined && node.literals.length > 0;

export const editableNodes = (model: GraphModel): EditableNode[] =>
  model.nodes.filter(isEditable);
