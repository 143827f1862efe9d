/** Starts, stops and restarts the language server, one step at a time. */

import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { chooseInterpreter } from "./interpreter";
import type * as languageClient from "./languageclient.js";
import { initializationOptions } from "./options";
import { BASELINE_SCHEME, type Methods, PRESENT, STATUS, type Status } from "./protocol";
import { DEBUGGER, fromSource, ISOLATED, type Launch, startsFromSource } from "./python";

export type Phase =
  | { kind: "starting" }
  | { kind: "running" }
  | { kind: "stopped"; reason: string }
  | { kind: "noPython"; refused: string[] };

type Library = typeof languageClient;

export class Server {
  readonly #phases = new vscode.EventEmitter<Phase>();
  readonly #statuses = new vscode.EventEmitter<Status>();
  readonly onPhase = this.#phases.event;
  readonly onStatus = this.#statuses.event;
  #client: languageClient.LanguageClient | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly extensionPath: string,
    private readonly developed: boolean,
    readonly log: vscode.LogOutputChannel,
  ) {}

  start(): Promise<void> {
    return this.#enqueue(() => this.#start());
  }

  stop(): Promise<void> {
    return this.#enqueue(() => this.#stop());
  }

  restart(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** Asks the server; rejects when it is not running. */
  async request<M extends keyof Methods>(method: M, params: Methods[M][0]): Promise<Methods[M][1]> {
    if (!this.#client?.isRunning()) {
      throw new Error(vscode.l10n.t("Touchline's server is not running."));
    }
    return this.#client.sendRequest<Methods[M][1]>(method, params);
  }

  /** Tells the server something, if it is running. */
  async notify(method: string, params: object): Promise<void> {
    if (this.#client?.isRunning()) {
      await this.#client.sendNotification(method, params);
    }
  }

  /** Runs one step after the other, so that a quick second restart waits for the first. */
  #enqueue(step: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(step).catch((error: unknown) => {
      this.log.error(String(error));
      this.#phases.fire({ kind: "stopped", reason: String(error) });
    });
    return this.#queue;
  }

  async #start(): Promise<void> {
    this.#phases.fire({ kind: "starting" });
    const launch = await this.#launch();
    if (!launch) {
      return;
    }
    // Loaded here and not at the top: it takes longer than all else of the activation.
    const library = await import("./languageclient.js");
    const options = this.#options(library);
    const client = new library.LanguageClient("touchline", "Touchline", launch, options);
    client.onNotification(STATUS, (status: Status) => this.#statuses.fire(status));
    // The names of commands come from the window: without one there is no answer.
    client.onRequest<number, void>(
      PRESENT,
      async () => (await vscode.commands.getCommands()).length,
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === library.State.Running) {
        this.#phases.fire({ kind: "running" });
      }
    });
    this.#client = client;
    await client.start();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (client?.needsStop()) {
      await client.stop();
    }
  }

  /** The command line: the bundled libraries where they are packed, else the source tree's own. */
  async #launch(): Promise<Launch | undefined> {
    const at = (...parts: string[]) => path.join(this.extensionPath, ...parts);
    const bin = at(".venv", process.platform === "win32" ? "Scripts" : "bin");
    const has = { packed: existsSync(at("bundled")), source: existsSync(bin) };
    if (startsFromSource({ ...has, developed: this.developed })) {
      return fromSource(bin, process.env[DEBUGGER]);
    }
    const found = await chooseInterpreter();
    if ("refused" in found) {
      this.log.warn(`No usable Python. ${found.refused.join("; ")}`);
      this.#phases.fire({ kind: "noPython", refused: found.refused });
      return undefined;
    }
    this.log.info(`Python ${found.version}: ${found.command}`);
    return { command: found.command, args: [...ISOLATED, at("client", "launch.py"), "serve"] };
  }

  #options({ CloseAction, ErrorAction }: Library): languageClient.LanguageClientOptions {
    return {
      documentSelector: [{ scheme: "file" }, { scheme: BASELINE_SCHEME }],
      initializationOptions: initializationOptions(),
      outputChannel: this.log,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.#closed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      initializationFailedHandler: (error) => {
        this.log.error(String(error));
        return false;
      },
    };
  }

  /** A crash is said in the status bar, quietly; starting anew is the person's click. */
  #closed(): void {
    const reason = vscode.l10n.t("The server ended. Its last words are in the log.");
    this.#phases.fire({ kind: "stopped", reason });
  }
}
