/** What the client knows of the sessions: the server's last word, folder by folder. */

import * as vscode from "vscode";
import type { Changes, Status } from "./protocol";
import type { Phase, Server } from "./server";

export class Sessions implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #statuses = new Map<string, Status>();
  readonly #changes = new Map<string, Changes>();
  readonly #fetching = new Set<string>();
  readonly #subscriptions: vscode.Disposable[];
  /** Fires after a status or the changes of a folder became others. */
  readonly onDidChange = this.#changed.event;
  phase: Phase = { kind: "starting" };

  constructor(private readonly server: Server) {
    this.#subscriptions = [
      server.onPhase((phase) => this.#enter(phase)),
      server.onStatus((status) => this.#note(status)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => this.#forget(removed)),
    ];
  }

  get statuses(): Status[] {
    return [...this.#statuses.values()];
  }

  get changes(): Changes[] {
    return [...this.#changes.values()];
  }

  /** The folder that a command without an argument means: the active editor's, else the first. */
  get currentRoot(): string | undefined {
    const active = vscode.window.activeTextEditor?.document.uri;
    const folder = active && vscode.workspace.getWorkspaceFolder(active);
    const near = this.statuses.find((status) => folder && same(status.root, folder.uri));
    return (near ?? this.statuses[0])?.root;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, this.#changed).dispose();
  }

  #enter(phase: Phase): void {
    this.phase = phase;
    if (phase.kind !== "running") {
      this.#statuses.clear();
      this.#changes.clear();
    }
    this.#changed.fire();
  }

  #note(status: Status): void {
    // A new session counts its revisions from the start.
    if (this.#statuses.get(status.root)?.since !== status.since) {
      this.#changes.delete(status.root);
    }
    this.#statuses.set(status.root, status);
    this.#changed.fire();
    void this.#fetch(status.root);
  }

  /** Fetches until nothing newer is known: a burst of changes costs two requests, not hundreds. */
  async #fetch(root: string): Promise<void> {
    if (this.#fetching.has(root)) {
      return;
    }
    this.#fetching.add(root);
    try {
      while (this.#isStale(root)) {
        const changes = await this.server.request("touchline/changes", { root });
        if (!changes) {
          break;
        }
        this.#changes.set(root, changes);
        this.#changed.fire();
      }
    } catch (error) {
      this.server.log.warn(String(error));
    } finally {
      this.#fetching.delete(root);
    }
  }

  #isStale(root: string): boolean {
    const known = this.#changes.get(root)?.revision ?? -1;
    return (this.#statuses.get(root)?.revision ?? -1) > known;
  }

  #forget(removed: readonly vscode.WorkspaceFolder[]): void {
    const gone = this.statuses.filter(({ root }) => removed.some(({ uri }) => same(root, uri)));
    for (const { root } of gone) {
      this.#statuses.delete(root);
      this.#changes.delete(root);
    }
    this.#changed.fire();
  }
}

function same(root: string, uri: vscode.Uri): boolean {
  return vscode.Uri.parse(root).toString() === uri.toString();
}
