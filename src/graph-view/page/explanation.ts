/** Asks for the formulas of what is selected, anew with every new picture. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Equation, Explained } from "../../../language-server/protocol.js";
import type { PanelMessage } from "../messages.js";
import type { Host } from "./host.js";
import type { Selection } from "./selection.js";
import type { Picture } from "./session.js";

interface Answer {
  readonly question: number;
  readonly subject: string;
  readonly equations: readonly Equation[];
}

/** Counts the questions of the page. */
let lastQuestion = 0;

/**
 * What is known of the selection; `isOld` until the answer for the present picture is there, and while the picture's own
 * numbers are marked as those of an older text.
 */
export function useExplanation(
  host: Host,
  picture: Picture,
  selection: Selection,
): { equations: readonly Equation[]; isOld: boolean } | undefined {
  const { graph, values } = picture;
  const of = explained(picture, selection);
  const subject = of === undefined ? "" : JSON.stringify(of);
  const asked = useRef(0);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (!of || !values || values.stale) {
      asked.current = 0;
      return;
    }
    const question = ++lastQuestion;
    asked.current = question;
    const receive = ({ data }: MessageEvent<PanelMessage>): void => {
      if (data.kind !== "explained" || data.question !== question) return;
      const equations = data.explanation?.equations ?? [];
      setAnswer({ question, subject, equations });
    };
    window.addEventListener("message", receive);
    const { version } = graph.model;
    host.post({ kind: "explain", question, version, of });
    return () => window.removeEventListener("message", receive);
  }, [subject, graph.model, values]);
  if (answer?.subject !== subject || answer.equations.length === 0)
    return undefined;
  if (!values) return undefined;
  return {
    equations: answer.equations,
    isOld: values.stale || answer.question !== asked.current,
  };
}

/** What the selection is in the model; nothing for groups, and for wires that are several. */
function explained(
  { graph }: Picture,
  { kind, id }: Selection,
): Explained | undefined {
  if (kind === "item") {
    const item = graph.itemById.get(id);
    return item && "node" in item
      ? { kind: "node", id: item.node.id }
      : undefined;
  }
  const wire = graph.wires.find((each) => each.id === id);
  const [member, ...others] = wire?.members ?? [];
  return member && others.length === 0
    ? { kind: "wire", to: member.to, operand: member.operand }
    : undefined;
}
