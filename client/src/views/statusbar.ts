/** The status bar item. */

import * as vscode from "vscode";
import type { Sessions } from "../sessions";
import { statusView } from "../status";

/** Shows the state of the sessions in the status bar. */
export function showStatus(sessions: Sessions): vscode.Disposable {
  const { Left } = vscode.StatusBarAlignment;
  const item = vscode.window.createStatusBarItem("touchline.status", Left, 10);
  item.name = "Touchline";
  const update = () => {
    const view = statusView(sessions.phase, sessions.statuses);
    item.text = view.text;
    item.accessibilityInformation = view.label ? { label: view.label } : undefined;
    item.tooltip = new vscode.MarkdownString(view.tooltip, true);
    item.command = view.command;
    item.backgroundColor =
      view.colour && new vscode.ThemeColor(`statusBarItem.${view.colour}Background`);
    // Without a folder there is nothing to watch, and nothing to say.
    if (vscode.workspace.workspaceFolders?.length) {
      item.show();
    } else {
      item.hide();
    }
  };
  update();
  return vscode.Disposable.from(
    item,
    sessions.onDidChange(update),
    vscode.workspace.onDidChangeWorkspaceFolders(update),
  );
}
