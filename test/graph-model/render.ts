// A drawn graph as text for people: boxes by indentation, a line for each node, and below it a line for each wire into
// it, with the contribution that comes back along the wire.
import type {
  GraphModel,
  GraphValues,
  ModelGroup,
  ModelNode,
} from "../../language-server/graph/graph-model.js";

export function renderGraph(
  model: GraphModel,
  values: GraphValues | undefined,
): string {
  const objective = model.objective ?? "nothing";
  const lines = [`network ${model.network}, gradients of ${objective}`];
  const write = (depth: number, text: string): void => {
    lines.push(`${"  ".repeat(depth + 1)}${text}`);
  };
  const groups = new Map(model.groups.map((group) => [group.id, group]));
  let open: readonly string[] = [];
  for (const node of model.nodes) {
    const around = groupsAround(node, groups);
    for (const [depth, group] of around.entries()) {
      if (open[depth] === group.id) continue;
      open = open.slice(0, depth);
      write(depth, describeGroup(group));
      open = [...open, group.id];
    }
    open = open.slice(0, around.length);
    write(around.length, describeNode(node, values));
    for (const wire of model.wires.filter(({ to }) => to === node.id)) {
      const back = values?.wires[wire.id];
      write(
        around.length + 2,
        `${wire.operand} ← ${wire.from}${back ? `  ∂ ${back.text}` : ""}`,
      );
    }
    for (const { kind, message } of values?.nodes[node.id]?.findings ?? [])
      write(around.length + 2, `! ${kind}: ${message}`);
  }
  return `${lines.join("\n")}\n`;
}

/** From the outermost to the innermost. */
function groupsAround(
  { group }: ModelNode,
  groups: ReadonlyMap<string, ModelGroup>,
): ModelGroup[] {
  const around: ModelGroup[] = [];
  for (
    let each = groups.get(group ?? "");
    each;
    each = groups.get(each.parent ?? "")
  )
    around.unshift(each);
  return around;
}

function describeGroup(group: ModelGroup): string {
  const { id, kind, label, detail, count, shape, parameterCount, dense } =
    group;
  const parts = [
    `[${label}]`,
    ...(detail === undefined ? [] : [detail]),
    ...(count === undefined ? [] : [`${count} times`]),
    ...(shape ? [shape] : []),
    ...(parameterCount ? [`${parameterCount} parameters`] : []),
    ...(dense ? [`neurons ${dense.inputs} → ${dense.units}`] : []),
  ];
  return `${parts.join("  ")}  (${kind} ${id})`;
}

function describeNode(
  { id, kind, symbol, shape, source, literals }: ModelNode,
  values: GraphValues | undefined,
): string {
  const { value, gradient } = values?.nodes[id] ?? {};
  const place = source
    ? `${source.start.line + 1}:${source.start.character + 1}`
    : "elsewhere";
  const parts = [
    id,
    `"${symbol}"`,
    ...(kind === "operation" ? [] : [kind]),
    ...(shape ? [shape] : []),
    ...(value ? [`= ${value.text}`] : []),
    ...(gradient ? [`∂ ${gradient.text}`] : []),
    ...(literals
      ? [`edits ${literals.map((each) => each.value).join(", ")}`]
      : []),
  ];
  return `${parts.join("  ")}  at ${place}`;
}
