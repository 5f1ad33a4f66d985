/** Starts the page: the layout's worker first, as it takes longest, then everything else. */
import { render } from "preact";
import { App } from "./app.js";
import { connectHost, type Host } from "./host.js";
import { startLayoutWorker } from "./layout-worker.js";
import { Session } from "./session.js";
import { TextEditor } from "./text-editor.js";
import { adoptTheme } from "./theme.js";
import "./page.css";

const engine = startLayoutWorker(document.body.dataset["layout"] ?? "");
adoptTheme();
const host: Host = connectHost((message) => {
  if (message.kind === "editRefused") editor.refused();
  session.receive(message);
  editor.follow(session.newestModel);
});
const editor = new TextEditor((message) => host.post(message));
const session = new Session(engine, host.state, () => {
  // What was answered is on the screen with the next frame.
  requestAnimationFrame(() => host.post({ kind: "drawn" }));
});
const root = document.createElement("div");
root.id = "page";
document.body.append(root);
render(<App host={host} session={session} editor={editor} />, root);
host.post({ kind: "ready" });
