/** VS Code seen from the page: messages both ways, and the state that it and the panel keep for us. */
import type { PageMessage, PageState, PanelMessage } from "../messages.js";

interface VSCodeApi {
  postMessage(message: PageMessage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VSCodeApi;

export interface Host {
  post(message: PageMessage): void;
  /** How the page was left. */
  readonly state: PageState | undefined;
  keep(state: PageState): void;
}

export function connectHost(receive: (message: PanelMessage) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener("message", ({ data }: MessageEvent<PanelMessage>) => {
    receive(data);
  });
  return {
    post: (message) => api.postMessage(message),
    state: newer(api.getState(), panelState()),
    keep: (arranged) => {
      const state = { ...arranged, keptAt: Date.now() };
      api.setState(state);
      api.postMessage({ kind: "keep", state });
    },
  };
}

/** The one that the panel had when it made this document. */
function panelState(): PageState | undefined {
  const written = document.body.dataset["state"];
  return written === undefined
    ? undefined
    : (JSON.parse(decodeURIComponent(written)) as PageState);
}

const newer = (
  a: PageState | undefined,
  b: PageState | undefined,
): PageState | undefined =>
  (a?.keptAt ?? -Infinity) >= (b?.keptAt ?? -Infinity) ? (a ?? b) : b;
