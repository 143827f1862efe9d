/** Texts that exist nowhere else, as read-only documents for VS Code's diff editor. */

import * as vscode from "vscode";

const SCHEME = "touchline-text";

/** Serves `touchline-text:` documents from memory for as long as they are open. */
export class Texts implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions = [
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
  ];
  #count = 0;

  /** Makes a document that has the name, and so the language, of a file. */
  add(file: vscode.Uri, text: string): vscode.Uri {
    this.#count += 1;
    const uri = file.with({ scheme: SCHEME, authority: "", query: String(this.#count) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "";
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}
