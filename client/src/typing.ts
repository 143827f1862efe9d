/** Tells the server of edits in buffers that no person typed; it sees the text, not the cursor. */

import * as vscode from "vscode";
import type { Server } from "./server";

const PAUSE_MS = 100;

export function reportTyping(server: Server): vscode.Disposable {
  const waiting = new Map<string, NodeJS.Timeout>();
  const report = (uri: string) => {
    waiting.delete(uri);
    void server.notify("touchline/notTyped", { uri });
  };
  const changed = vscode.workspace.onDidChangeTextDocument((event) => {
    const uri = event.document.uri.toString();
    const counts = event.document.uri.scheme === "file" && event.document.isDirty;
    if (counts && event.contentChanges.length > 0 && !isTyped(event) && !waiting.has(uri)) {
      waiting.set(
        uri,
        setTimeout(() => report(uri), PAUSE_MS),
      );
    }
  });
  const forget = () => {
    for (const timer of waiting.values()) {
      clearTimeout(timer);
    }
  };
  return vscode.Disposable.from(changed, new vscode.Disposable(forget));
}

/** An undo or a redo, or a change in the lines where the cursor of the active editor is. */
export function isTyped({
  document,
  reason,
  contentChanges,
}: vscode.TextDocumentChangeEvent): boolean {
  if (reason !== undefined) {
    return true;
  }
  const editor = vscode.window.activeTextEditor;
  return (
    vscode.window.state.focused &&
    editor?.document === document &&
    contentChanges.every(({ range }) => editor.selections.some((cursor) => touch(range, cursor)))
  );
}

/** The selection may be told before or after the edit, so a line more counts as well. */
function touch(range: vscode.Range, cursor: vscode.Selection): boolean {
  return range.start.line <= cursor.end.line + 1 && cursor.start.line <= range.end.line + 1;
}
