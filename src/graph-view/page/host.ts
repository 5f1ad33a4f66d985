/** VS Code seen from the page: messages both ways, and the state that it keeps for us. */
import type { PageMessage, PageState, PanelMessage } from "../messages.js";

interface VSCodeApi {
  postMessage(message: PageMessage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VSCodeApi;

export interface Host {
  post(message: PageMessage): void;
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
    state: api.getState(),
    keep: (state) => api.setState(state),
  };
}
