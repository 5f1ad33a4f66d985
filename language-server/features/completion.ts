/** Completion: the offers for a place as the protocol's items, and what there is to read of the one that is looked at. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  MarkupKind,
  type TextEdit,
} from "vscode-languageserver";
import { complete } from "../completion/complete.js";
import type { Offer, OfferKind } from "../completion/offer.js";
import type { FileOffers } from "./file-offers.js";
import {
  type ItemData,
  readItem,
  type ReadingContext,
} from "./completion-reading.js";
import type { OpenProgram, Programs } from "./programs.js";

/**
 * Behind these the editor asks by itself. It is answered where few things can stand. No space and no operator is among
 * them: while the answer to one is on its way, the editor does not ask for the word that is typed behind it.
 */
export const triggerCharacters = [".", "\\", "^", "∂", "[", '"', "/"];

export interface CompletionContext extends ReadingContext {
  readonly programs: Programs;
  readonly files: FileOffers;
}

export class Completion {
  /** Whether the client can go through places to fill in. */
  snippets = false;

  constructor(private readonly context: CompletionContext) {}

  async items(
    program: OpenProgram,
    { position, context: asked }: CompletionParams,
  ): Promise<CompletionList | null> {
    const { document, lowered, uri } = program;
    const outline = this.context.programs.outline(uri);
    if (!outline) return null;
    const offset = document.offsetAt(position);
    const text = document.getText();
    const found = complete(text, offset, { lowered, outline });
    if (!found) return null;
    const isTriggered =
      asked?.triggerKind === CompletionTriggerKind.TriggerCharacter;
    if (isTriggered && !found.isNarrow) return null;
    const files = found.path
      ? await this.context.files.offers(uri, found.path)
      : [];
    const range = (from: number): TextEdit["range"] => ({
      start: document.positionAt(from),
      end: position,
    });
    const items = [...found.offers, ...files].map((offer, index) =>
      itemOf(offer, index, {
        edit: (newText) => ({
          range: range(offer.from ?? found.start),
          newText,
        }),
        positionAt: (at) => document.positionAt(at),
        uri,
        offset: found.start,
        snippets: this.snippets,
      }),
    );
    if (isTriggered && items.length === 0) return null;
    return { isIncomplete: found.isShortened ?? false, items };
  }

  /** The same item with what there is to read of it. */
  async resolve(item: CompletionItem): Promise<CompletionItem> {
    const { detail, documentation } = await readItem(
      item.data as ItemData | undefined,
      this.context,
    );
    return {
      ...item,
      ...(detail !== undefined && { detail }),
      ...(documentation !== undefined && {
        documentation: { kind: MarkupKind.Markdown, value: documentation },
      }),
    };
  }
}

const kinds: Readonly<Record<OfferKind, CompletionItemKind>> = {
  value: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Field,
  constant: CompletionItemKind.Constant,
  dimension: CompletionItemKind.TypeParameter,
  dataset: CompletionItemKind.Struct,
  column: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  layer: CompletionItemKind.Class,
  initialiser: CompletionItemKind.Constructor,
  network: CompletionItemKind.Module,
  argument: CompletionItemKind.Property,
  choice: CompletionItemKind.EnumMember,
  keyword: CompletionItemKind.Keyword,
  symbol: CompletionItemKind.Operator,
  file: CompletionItemKind.File,
};

interface Writing {
  readonly edit: (newText: string) => TextEdit;
  readonly positionAt: (offset: number) => TextEdit["range"]["start"];
  readonly uri: string;
  /** Where the word begins: names of above are looked up from there. */
  readonly offset: number;
  readonly snippets: boolean;
}

function itemOf(offer: Offer, index: number, writing: Writing): CompletionItem {
  const { label, kind, rank, signature, note, filter, also, asksAgain } = offer;
  const snippet = writing.snippets ? offer.snippet : undefined;
  const data: ItemData = {
    uri: writing.uri,
    offset: writing.offset,
    ...(offer.value !== undefined && { value: offer.value }),
    ...(offer.callee !== undefined && { callee: offer.callee }),
    ...(offer.setting !== undefined && { setting: offer.setting }),
    ...(offer.summary !== undefined && { summary: offer.summary }),
  };
  return {
    label,
    kind: kinds[kind],
    sortText: `${String(rank)}${String(index).padStart(5, "0")}`,
    textEdit: writing.edit(snippet ?? offer.insert ?? label),
    ...(snippet !== undefined && {
      insertTextFormat: InsertTextFormat.Snippet,
    }),
    ...((signature !== undefined || note !== undefined) && {
      labelDetails: {
        ...(signature !== undefined && { detail: signature }),
        ...(note !== undefined && { description: note }),
      },
    }),
    ...(filter !== undefined && { filterText: filter }),
    ...(also && {
      additionalTextEdits: [
        {
          range: {
            start: writing.positionAt(also.at),
            end: writing.positionAt(also.at),
          },
          newText: also.text,
        },
      ],
    }),
    ...(asksAgain && {
      command: {
        title: "Suggest",
        command: "editor.action.triggerSuggest",
      },
    }),
    data,
  };
}
