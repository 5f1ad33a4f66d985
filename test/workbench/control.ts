// What a test may ask of the browser that shows the workbench: the messages of the control port, which the launcher
// serves (launcher/control-port.mjs) and the suite calls (suite/screen.ts).

/** The environment variable that tells the suite where the control port is. Absent on the desktop. */
export type ControlVariable = "NN_WORKBENCH_CONTROL";

export type ControlRequest =
  /** Writes a picture of the page into out/screenshots/. */
  | { ask: "screenshot"; name: string }
  /** The text of the first element that contains `text`, as soon as there is one. */
  | { ask: "waitForText"; selector: string; text: string; timeout: number }
  /** The text of every element that is there now. */
  | { ask: "texts"; selector: string }
  /** What is in the first such input field; empty where there is none. */
  | { ask: "valueOf"; selector: string }
  /** Waits until there is an element, visible or not. */
  | { ask: "waitFor"; selector: string }
  /** All text of the graph's picture, as soon as `text` is in it. */
  | { ask: "waitForGraph"; text: string; timeout: number }
  /** Clicks on an item of the graph's picture. */
  | { ask: "clickInGraph"; item: string }
  /** The text of the first element in the graph's page that has `text`, as soon as there is one. */
  | { ask: "waitInGraph"; selector: string; text: string; timeout: number }
  /** The text of every such element of the graph's page. */
  | { ask: "textsInGraph"; selector: string }
  /** The value of an attribute of every such element of the graph's page; empty where it has none. */
  | { ask: "attributesInGraph"; selector: string; name: string }
  | {
      ask: "actInGraph";
      act: "click" | "doubleClick" | "hover" | "focus";
      selector: string;
    }
  /** Drags the middle of a slider of the graph's page to the right, in steps; the number that it reaches. */
  | { ask: "dragInGraph"; selector: string; by: number }
  /** The text of every such element in the preview of Markdown, as soon as there is one. */
  | { ask: "textsInPreview"; selector: string }
  /** Moves the preview to where such an element is at the top. */
  | { ask: "scrollPreview"; selector: string }
  /** Moves the pointer onto a text in the editor, or where nothing is. */
  | { ask: "point"; text: string | null }
  /** Clicks on a text in the editor while keys are held. */
  | { ask: "clickText"; text: string; held: readonly HeldKey[] }
  | { ask: "press"; keys: string }
  | { ask: "type"; text: string }
  /** In the middle of the first such element, or so many pixels from its left upper corner. */
  | {
      ask: "click";
      selector: string;
      at?: { x: number; y: number };
      button?: "left" | "right";
      count?: number;
    }
  | { ask: "hover"; selector: string };

export type HeldKey = "Control" | "Shift" | "Alt";

export type ControlAnswer =
  { value: string | string[] | null } | { error: string };
