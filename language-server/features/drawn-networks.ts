/** Networks as they are drawn: each read once, when somebody looks at it. */
import { TextDocument } from "langium";
import type { Program } from "../evaluation/live-evaluations.js";
import { type DrawnNetwork, drawNetwork } from "../graph-model/build.js";
import type { LoweredNetwork } from "../graph/lowered.js";
import { rangeOf } from "./positions.js";

export class DrawnNetworks {
  private readonly drawn = new WeakMap<LoweredNetwork, DrawnNetwork>();
  private readonly revisions = new WeakMap<LoweredNetwork, number>();
  private lastRevision = 0;

  /** The network of the program, drawn. */
  of(
    { uri, version, lowered }: Program,
    network: LoweredNetwork,
  ): DrawnNetwork {
    let drawn = this.drawn.get(network);
    if (!drawn) {
      const { texts } = lowered;
      const document = TextDocument.create(uri, "nn", version, texts[0] ?? "");
      drawn = drawNetwork({
        uri,
        version,
        network,
        texts,
        rangeOf: (source) => rangeOf(document, source),
      });
      this.drawn.set(network, drawn);
    }
    return drawn;
  }

  /** A number that no other reading of any network has; nothing is drawn for it. */
  revisionOf(network: LoweredNetwork): number {
    let revision = this.revisions.get(network);
    if (revision === undefined) {
      revision = ++this.lastRevision;
      this.revisions.set(network, revision);
    }
    return revision;
  }
}
