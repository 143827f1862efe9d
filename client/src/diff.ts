/** Opens a change beside the text of the session's start. */

import * as path from "node:path";
import * as vscode from "vscode";
import type { Place, Row } from "./views/tree";

export async function openChange(row: Row | undefined): Promise<void> {
  if (row?.place) {
    const { command, arguments: given = [] } = opening(row.place);
    await vscode.commands.executeCommand(command, ...given);
  }
}

/**
 * Returns the command that shows the diff at the hunk; a created file alone, a deleted one as its
 * baseline text. It is VS Code's own command, so that a click on a row leaves the keyboard with the
 * view, as in VS Code's own: the next key decides about the row and does not edit the file.
 */
export function opening({ file, line }: Place): vscode.Command {
  const now = vscode.Uri.parse(file.uri);
  const before = file.baselineUri ? vscode.Uri.parse(file.baselineUri) : undefined;
  const at = new vscode.Position(Math.max(line - 1, 0), 0);
  const options = { selection: new vscode.Range(at, at), preview: true };
  const title = vscode.l10n.t("Compare with the Session's Start");
  if (before && file.kind !== "deleted") {
    const name = vscode.l10n.t("{0} (since the session began)", path.basename(file.path));
    return { title, command: "vscode.diff", arguments: [before, now, name, options] };
  }
  return { title, command: "vscode.open", arguments: [before ?? now, options] };
}
