/** Wires the parts of the extension together; each lives in a file of its own. */

import * as vscode from "vscode";
import { provideBaseline } from "./baseline";
import { registerCommands } from "./commands";
import { AT_START } from "./options";
import { provideQuickDiff } from "./quickdiff";
import { Server } from "./server";
import { Sessions } from "./sessions";
import { reportTyping } from "./typing";
import { ChangesView } from "./views/changes";
import { showStatus } from "./views/statusbar";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Touchline", { log: true });
  server = new Server(context.extensionPath, log);
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
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (AT_START.some((name) => event.affectsConfiguration(name))) {
        void server?.restart();
      }
    }),
  );
  void server.start();
}

/** Resolves when the server process is gone. */
export function deactivate(): Thenable<void> | undefined {
  return server?.stop();
}
