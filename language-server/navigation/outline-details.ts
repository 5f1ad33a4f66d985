/** What the outline says behind a name: shapes and counts, which hold whatever the values are. */
import { sizeOf } from "../graph/shape.js";
import type { LoweredFile, LoweredNetwork } from "../graph/lowered.js";
import type { OutlineItem } from "../graph/outline.js";
import { formatShape } from "../graph/shape.js";
import { countText } from "../presentation/parameter-count.js";

export class OutlineDetails {
  private readonly networks: ReadonlyMap<number, LoweredNetwork>;
  private readonly owned = new Map<LoweredNetwork, Map<number, number>>();

  constructor({ networks }: LoweredFile) {
    this.networks = new Map(
      networks.map((network) => [network.nameSource.start, network]),
    );
  }

  /** Of a network or another definition of the file itself. */
  ofElement({ nameSource, kind, detail }: OutlineItem): string | undefined {
    const count = this.networks.get(nameSource.start)?.parameterCount;
    return kind === "network" && count !== undefined
      ? countText(count)
      : detail;
  }

  /** Of a statement of a network. */
  ofStatement(item: OutlineItem, network: OutlineItem): string | undefined {
    const lowered = this.networks.get(network.nameSource.start);
    const shape = lowered?.shapes.get(item.name);
    if (!lowered || !shape || item.kind === "hyperparameter")
      return item.detail;
    const count = this.ownedBy(lowered).get(item.source.start);
    const isLayer = item.kind === "layer" || item.kind === "output";
    return [
      formatShape(shape),
      ...(isLayer && count !== undefined ? [countText(count)] : []),
      ...(item.detail === undefined ? [] : [item.detail]),
    ].join(" · ");
  }

  /** The numbers that training would change, by where the statement begins that owns them. */
  private ownedBy(network: LoweredNetwork): ReadonlyMap<number, number> {
    const known = this.owned.get(network);
    if (known) return known;
    const counts = new Map<number, number>();
    const { names, nodes } = network.graph;
    for (const { trainable, node, statement } of names) {
      const size = trainable ? sizeOf(nodes[node]?.shape ?? []) : undefined;
      if (typeof size !== "number") continue;
      counts.set(statement.start, (counts.get(statement.start) ?? 0) + size);
    }
    this.owned.set(network, counts);
    return counts;
  }
}
