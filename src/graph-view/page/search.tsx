/** Finds nodes and groups by name, operation or text, also those inside closed groups. */
import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { GraphModel, ModelId } from "../../../language-server/protocol.js";
import { printable } from "../drawing/text/printable.js";

export interface SearchProps {
  readonly model: GraphModel;
  /** Opens what hides it and shows it. */
  readonly onFind: (id: ModelId) => void;
  readonly onLeave: () => void;
}

/** More are not listed: whoever looks for something types on. */
const mostHits = 40;

export function Search({ model, onFind, onLeave }: SearchProps): VNode {
  const [wanted, setWanted] = useState("");
  /** The list lies over the picture: it is there while somebody chooses from it. */
  const [isListed, list] = useState(false);
  /** The hit that was chosen last: it stays so when an update brings others. */
  const [chosen, choose] = useState<ModelId>();
  const hits = useMemo(() => hitsOf(model, wanted), [model, wanted]);
  const known = hits.findIndex(({ id }) => id === chosen);
  const active = Math.max(known, 0);
  const show = (at: number): void => {
    const hit = hits[at];
    if (!hit) return;
    choose(hit.id);
    onFind(hit.id);
  };
  const walkTo = (at: number): void => {
    list(true);
    show(at);
  };
  const take = (at: number): void => {
    // That nothing was found stays said.
    list(hits.length === 0);
    show(at);
  };
  const keyed = (event: KeyboardEvent): void => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => walkTo((active + 1) % hits.length),
      ArrowUp: () => walkTo((active - 1 + hits.length) % hits.length),
      Enter: () => take(active),
      Escape: () => {
        setWanted("");
        onLeave();
      },
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  const isOpen = isListed && wanted.trim() !== "";
  return (
    <div class="search">
      <input
        id="search"
        role="combobox"
        placeholder="Search"
        aria-label="Search the graph"
        aria-expanded={isOpen && hits.length > 0}
        aria-controls="hits"
        aria-autocomplete="list"
        aria-activedescendant={
          isOpen && hits.length > 0 ? `hit-${active}` : undefined
        }
        value={wanted}
        onInput={({ currentTarget }) => {
          setWanted(currentTarget.value);
          choose(undefined);
          list(true);
        }}
        onBlur={() => list(false)}
        onKeyDown={keyed}
      />
      <div
        id="hits"
        class="hits"
        role="listbox"
        aria-label="Found"
        hidden={!isOpen || hits.length === 0}
        // The focus stays in the field, which would close the list before the click.
        onMouseDown={(event) => event.preventDefault()}
      >
        {isOpen &&
          hits.map(({ id, title, detail }, at) => (
            <div
              key={id}
              id={`hit-${at}`}
              role="option"
              class="hit"
              aria-selected={at === active}
              onClick={() => take(at)}
            >
              <span>{title}</span> <span class="quiet">{detail}</span>
            </div>
          ))}
      </div>
      {isOpen && hits.length === 0 && (
        <div class="hits quiet" role="status">
          Nothing in this graph is called “{printable(wanted)}”.
        </div>
      )}
    </div>
  );
}

interface Hit {
  readonly id: ModelId;
  readonly title: string;
  readonly detail: string;
}

/** Names that begin so stand before those that hold it. */
function hitsOf(model: GraphModel, wanted: string): Hit[] {
  const needle = wanted.trim().toLowerCase();
  if (needle === "") return [];
  const found: { hit: Hit; rank: number }[] = [];
  const look = (id: ModelId, title: string, detail: string): void => {
    const name = title.toLowerCase();
    const rank = name.startsWith(needle)
      ? 0
      : name.includes(needle)
        ? 1
        : detail.toLowerCase().includes(needle)
          ? 2
          : 3;
    if (rank === 3) return;
    const hit = { id, title: printable(title), detail: printable(detail) };
    found.push({ hit, rank });
  };
  for (const { id, label, detail = "" } of model.groups)
    look(id, label, detail);
  for (const { id, name, label, operation, text } of model.nodes)
    look(id, name ?? label, text === name ? operation : text);
  return found
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostHits)
    .map(({ hit }) => hit);
}
