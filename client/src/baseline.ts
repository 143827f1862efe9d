/** Files as they stood at the session's start, as read-only documents. */

import * as vscode from "vscode";
import { BASELINE_SCHEME } from "./protocol";
import type { Server } from "./server";
import type { Sessions } from "./sessions";

/** Serves `touchline-baseline:` documents, and reads open ones again when the session moves on. */
export function provideBaseline(server: Server, sessions: Sessions): vscode.Disposable {
  const renewed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: renewed.event,
    async provideTextDocumentContent(uri) {
      const found = await server.request("touchline/baseline", { uri: uri.toString() });
      return found?.text ?? "";
    },
  };
  const renew = () => {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === BASELINE_SCHEME);
    for (const { uri } of sessions.phase.kind === "running" ? open : []) {
      renewed.fire(uri);
    }
  };
  return vscode.Disposable.from(
    renewed,
    vscode.workspace.registerTextDocumentContentProvider(BASELINE_SCHEME, provider),
    sessions.onDidChange(renew),
  );
}
