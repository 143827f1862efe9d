/** Opens a change beside the text of the session's start. */

import * as path from "node:path";
import * as vscode from "vscode";
import type { Row } from "./views/tree";

/** Shows the diff at the hunk; a created file alone, a deleted file as its baseline text. */
export async function openChange({ place }: Row): Promise<void> {
  if (!place) {
    return;
  }
  const { file, line } = place;
  const now = vscode.Uri.parse(file.uri);
  const before = file.baselineUri ? vscode.Uri.parse(file.baselineUri) : undefined;
  const at = new vscode.Position(Math.max(line - 1, 0), 0);
  const options = { selection: new vscode.Range(at, at), preview: true };
  if (before && file.kind !== "deleted") {
    const title = vscode.l10n.t("{0} (since the session began)", path.basename(file.path));
    await vscode.commands.executeCommand("vscode.diff", before, now, title, options);
  } else {
    await vscode.commands.executeCommand("vscode.open", before ?? now, options);
  }
}
