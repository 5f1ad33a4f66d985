/** The settings as the client holds them, asked for once for each document and again when they change. */
import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  MessageType,
  ShowMessageNotification,
} from "vscode-languageserver";
import { type Settings, readSettings } from "./settings.js";

const section = "nn";

export class ClientSettings {
  private canAsk = false;
  private canRegister = false;
  /** From a client that cannot be asked and sends them instead. */
  private sent: unknown;
  private readonly byDocument = new Map<string, Promise<Settings>>();
  private readonly complained = new Set<string>();

  constructor(private readonly connection: Connection) {}

  initialize({ capabilities, initializationOptions }: InitializeParams): void {
    this.canAsk = capabilities.workspace?.configuration ?? false;
    this.canRegister =
      capabilities.workspace?.didChangeConfiguration?.dynamicRegistration ??
      false;
    this.sent = sectionOf(initializationOptions);
  }

  initialized(): void {
    if (this.canRegister)
      void this.connection.client.register(
        DidChangeConfigurationNotification.type,
        { section },
      );
  }

  /** Forgets what was read: the client says that settings changed, and to what if it does not want to be asked. */
  changed(settings: unknown): void {
    this.byDocument.clear();
    this.sent = sectionOf(settings) ?? this.sent;
  }

  closed(uri: string): void {
    this.byDocument.delete(uri);
  }

  /** The settings for a document. Never rejects: defaults stand in for what cannot be had. */
  of(uri: string): Promise<Settings> {
    let settings = this.byDocument.get(uri);
    if (!settings) {
      settings = this.read(uri);
      this.byDocument.set(uri, settings);
    }
    return settings;
  }

  private async read(uri: string): Promise<Settings> {
    const { settings, complaints } = readSettings(await this.fetch(uri));
    for (const complaint of complaints) {
      if (this.complained.has(complaint)) continue;
      this.complained.add(complaint);
      void this.connection.sendNotification(ShowMessageNotification.type, {
        type: MessageType.Warning,
        message: complaint,
      });
    }
    return settings;
  }

  private async fetch(uri: string): Promise<unknown> {
    if (!this.canAsk) return this.sent;
    try {
      const answer: unknown = await this.connection.workspace.getConfiguration({
        scopeUri: uri,
        section,
      });
      return answer;
    } catch (error) {
      this.connection.console.warn(
        `The client did not tell its settings: ${String(error)}`,
      );
      return this.sent;
    }
  }
}

/** Settings come as `{ nn: … }` from some clients, and as what stands under `nn` from others. */
function sectionOf(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null) return undefined;
  return section in settings
    ? (settings as Readonly<Record<string, unknown>>)[section]
    : settings;
}
