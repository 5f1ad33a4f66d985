// The graph's page with a language server behind it, for what the server alone can answer: the card's formulas.
import {
  type GraphAnswer,
  graphExplainRequest,
  type GraphExplanation,
  graphRequest,
} from "../../language-server/protocol.js";
import { Session } from "../server/session.js";
import type { GraphPage, GraphPageHost, Opened } from "./graph-page.js";

export const uri = "file:///work/card.nn";

export class LiveCard {
  private constructor(
    readonly session: Session,
    readonly graph: GraphPage,
    private readonly network: string,
  ) {}

  /** Opens the program's network, evaluated, in the page. */
  static async open(
    host: GraphPageHost,
    text: string,
    network: string,
    options?: Opened,
  ): Promise<LiveCard> {
    const session = await Session.start();
    session.open(uri, text);
    await session.settled(uri);
    const card = new LiveCard(session, await host.open(options), network);
    await card.refresh();
    return card;
  }

  /** Draws what the server has now. */
  async refresh(): Promise<void> {
    const { session, graph, network } = this;
    const answer: GraphAnswer = await session.client.sendRequest(
      graphRequest.method,
      { uri, network },
    );
    await graph.draw(answer);
  }

  /** Selects the item or wire, and answers what the page asks of it; resolves to the lines' texts. */
  async select(selector: string): Promise<string[]> {
    const before = (await this.graph.messages("explain")).length;
    // A wire has no place of its own in the middle of its box.
    await this.graph.page.locator(selector).first().dispatchEvent("click");
    await this.answer(before + 1);
    return this.texts();
  }

  /** Answers the page's question of that number, and waits until the answer is shown. */
  async answer(count: number): Promise<void> {
    const { session, graph, network } = this;
    const { question, version, of } = await graph.told("explain", count);
    const explanation: GraphExplanation | null =
      await session.client.sendRequest(graphExplainRequest.method, {
        uri,
        network,
        version,
        of,
      });
    await graph.send({ kind: "explained", question, explanation });
    const shown = graph.page.locator(".equations:not(.is-old) .equation");
    for (const [index, { text }] of explanation?.equations.entries() ?? [])
      await shown.nth(index).and(graph.page.getByLabel(text)).waitFor();
  }

  texts(): Promise<string[]> {
    return this.graph.page
      .locator(".equation")
      .evaluateAll((all) =>
        all.map((each) => each.getAttribute("aria-label") ?? ""),
      );
  }

  async close(): Promise<void> {
    this.session.stop();
    await this.graph.close();
  }
}
