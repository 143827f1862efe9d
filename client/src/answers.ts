/** Lists what answers to a clause of the task: the places that a code lens names. */

import * as vscode from "vscode";

interface Place {
  uri: string;
  /** 1-based. */
  line: number;
}

export function showAnswers(clause: Place & { answers: Place[] }): Thenable<unknown> {
  const { uri, range } = location(clause);
  return vscode.commands.executeCommand(
    "editor.action.showReferences",
    uri,
    range.start,
    clause.answers.map(location),
  );
}

function location({ uri, line }: Place): vscode.Location {
  return new vscode.Location(vscode.Uri.parse(uri), new vscode.Position(Math.max(line - 1, 0), 0));
}
