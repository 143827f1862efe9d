/** Wires the parts of the extension together; each lives in a file of its own. */

import * as vscode from "vscode";
import { provideBaseline } from "./baseline";
import { registerCommands } from "./commands";
import { startSettings } from "./options";
import { provideQuickDiff } from "./quickdiff";
import { Server } from "./server";
import { Sessions } from "./sessions";
import { reportTyping } from "./typing";
import { ChangesView } from "./views/changes";
import { showStatus } from "./views/statusbar";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Touchline", { log: true });
  const developed = context.extensionMode === vscode.ExtensionMode.Development;
  server = new Server(context.extensionPath, developed, log);
  const sessions = new Sessions(server);
  const view = new ChangesView(sessions, context.workspaceState);
  context.subscriptions.push(
    log,
    sessions,
    view,
    showStatus(sessions),
    reportTyping(server),
    provideBaseline(server, sessions),
    provideQuickDiff(sessions),
    registerCommands(server, sessions, view),
    vscode.workspace.onDidGrantWorkspaceTrust(() => server?.restart()),
    restartOnSettings(server),
  );
  void server.start();
}

function restartOnSettings(running: Server): vscode.Disposable {
  let known = startSettings();
  return vscode.workspace.onDidChangeConfiguration(() => {
    const now = startSettings();
    if (now !== known) {
      known = now;
      void running.restart();
    }
  });
}

/** Resolves when the server process is gone. */
export function deactivate(): Thenable<void> | undefined {
  return server?.stop();
}
