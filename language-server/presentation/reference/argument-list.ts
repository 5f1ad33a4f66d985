/** The arguments of a function as a Markdown list: what each is, and how it is given. */
import type { ArgumentKind, FormalArgument } from "../../ops/operation.js";

/** `- \`axis\` (an axis, by name): The axis to search along.`, in one paragraph; none where there are no arguments. */
export function argumentList(signature: readonly FormalArgument[]): string[] {
  const items = signature.map(
    (formal) => `- \`${formal.name}\`${remark(formal)}: ${formal.summary}`,
  );
  return items.length === 0 ? [] : [items.join("\n")];
}

const kinds: Readonly<Record<ArgumentKind, string>> = {
  tensor: "",
  tensors: "",
  ids: "",
  number: "a number",
  whole: "a whole number",
  dimension: "a dimension",
  shape: "a shape",
  axis: "an axis",
  axes: "an axis or a list of axes",
  sizes: "a number, or one for each spatial axis",
  numbers: "a list of numbers",
  switch: "`true` or `false`",
  text: "",
};

function remark({
  kind,
  named,
  choices = [],
  default: standard,
}: FormalArgument): string {
  const spelled = [
    ...(kinds[kind] === "" ? [] : [kinds[kind]]),
    ...choices.map((choice) => `\`"${choice}"\``),
  ];
  const said = [
    ...(spelled.length > 0 ? [spelled.join(" or ")] : []),
    ...(named === true ? ["by name"] : []),
    ...(standard === null ? ["may be left out"] : []),
  ];
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
