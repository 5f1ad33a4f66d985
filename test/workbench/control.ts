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
  /** Waits until there is an element, visible or not. */
  | { ask: "waitFor"; selector: string }
  /** All text of the graph's picture, as soon as `text` is in it. */
  | { ask: "waitForGraph"; text: string; timeout: number }
  /** Clicks on an item of the graph's picture. */
  | { ask: "clickInGraph"; item: string }
  | { ask: "press"; keys: string }
  | { ask: "click"; selector: string }
  | { ask: "hover"; selector: string };

export type ControlAnswer =
  { value: string | string[] | null } | { error: string };
