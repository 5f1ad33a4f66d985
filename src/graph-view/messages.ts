/** What the graph's panel and its page tell each other. Plain data; the panel carries it and understands little of it. */
import type {
  CopyValueParams,
  Explained,
  GraphAnswer,
  GraphExplanation,
  ModelId,
  TextRange,
} from "../../language-server/protocol.js";

/** Panel → page. */
export type PanelMessage =
  | {
      readonly kind: "graph";
      readonly uri: string;
      readonly network: string;
      /** The page answers `drawn`; until then it is sent nothing newer. */
      readonly answer: GraphAnswer;
    }
  /** The cursor stands on these nodes. `follow`: the user moved it, so they should be in view. */
  | {
      readonly kind: "lit";
      readonly nodes: readonly ModelId[];
      readonly follow: boolean;
    }
  /** The pointer rests on these nodes in the text. */
  | { readonly kind: "pointed"; readonly nodes: readonly ModelId[] }
  /** The answer to the question of that number; null where nothing can be said. */
  | {
      readonly kind: "explained";
      readonly question: number;
      readonly explanation: GraphExplanation | null;
    }
  /** The edit was not made: the text is another one by now. */
  | { readonly kind: "editRefused" };

/** Page → panel. */
export type PageMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "drawn" }
  /** What are the numbers of this node or wire made of? `version` is that of the model. */
  | {
      readonly kind: "explain";
      readonly question: number;
      readonly version: number;
      readonly of: Explained;
    }
  /** These groups are drawn as neurons from now on: they need every element. */
  | { readonly kind: "neurons"; readonly groups: readonly ModelId[] }
  | {
      readonly kind: "reveal";
      readonly range: TextRange;
      /** Whether the editor takes the keyboard as well. */
      readonly focus: boolean;
    }
  | { readonly kind: "keep"; readonly state: PageState }
  /** The pointer is on a node that stands there in the text; without a range it has left. */
  | { readonly kind: "pointed"; readonly range?: TextRange }
  | TextEditMessage
  | CopyMessage
  | {
      readonly kind: "save";
      readonly format: PictureFormat;
      /** The file's text, of a PNG in base64. */
      readonly data: string;
    };

/** The number is wanted on the clipboard. */
export interface CopyMessage extends Pick<
  CopyValueParams,
  "quantity" | "format"
> {
  readonly kind: "copy";
  /** The version of the text that the node is of. */
  readonly version: number;
  readonly node: number;
}

export interface TextEditMessage {
  readonly kind: "edit";
  /** The version of the text that the range is of. */
  readonly version: number;
  readonly range: TextRange;
  readonly text: string;
  /** Whether undo takes it back together with the edit before: a slider still moves. */
  readonly continues: boolean;
}

export type PictureFormat = "svg" | "png";

/** What the page keeps through hiding and reloading: which graph it is, and how the user has arranged it. */
export interface PageState {
  readonly uri: string;
  readonly network: string;
  /** In milliseconds since 1970: of two states the newer one counts. */
  readonly keptAt?: number;
  readonly openings?: Readonly<Record<ModelId, "closed" | "open" | "neurons">>;
  readonly view?: {
    readonly x: number;
    readonly y: number;
    readonly k: number;
  };
  readonly selected?: string;
  readonly side?: "outline" | "values";
}
