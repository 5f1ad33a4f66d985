/** The card of a trace's step: which step it is, and its formulas, symbols first and then numbers. */
import type { VNode } from "preact";
import type { GraphTrace } from "../../../language-server/protocol.js";
import { Equations } from "./equations.js";
import { positionText } from "./step.js";

export function StepCard({ trace }: { trace: GraphTrace }): VNode {
  const { step, equations } = trace;
  const { title, lines } = step;
  const derivation = equations.length === 0 && lines.length > 1 ? lines : [];
  // A single formula says what the title says, and so does a derivation that begins like it.
  const [beginning = ""] = title.split(" = ");
  const showsTitle =
    equations.length !== 1 && derivation[0]?.startsWith(beginning) !== true;
  return (
    <section class="step-card" aria-label="Step of the trace">
      <p class="step-title">
        <strong>{positionText(trace)}</strong>
        {showsTitle && <span class="step-text">{title}</span>}
      </p>
      {equations.length > 0 && (
        <Equations equations={equations} isOld={false} />
      )}
      {derivation.length > 0 && <pre>{derivation.join("\n")}</pre>}
    </section>
  );
}
