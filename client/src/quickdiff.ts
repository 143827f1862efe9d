/** Marks in the gutter what changed since the session's start, where the setting asks for it. */

import * as vscode from "vscode";
import type { Sessions } from "./sessions";

/** Registers one quick diff a folder while `touchline.quickDiff` is on. */
export function provideQuickDiff(sessions: Sessions): vscode.Disposable {
  let controls: vscode.Disposable | undefined;
  const update = () => {
    const wanted = vscode.workspace.getConfiguration("touchline").get("quickDiff", false);
    if (wanted && !controls) {
      controls = vscode.Disposable.from(...folders().map((root) => control(root, sessions)));
    } else if (!wanted) {
      controls?.dispose();
      controls = undefined;
    }
  };
  update();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration(update),
    new vscode.Disposable(() => controls?.dispose()),
  );
}

function folders(): vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

function control(root: vscode.Uri, sessions: Sessions): vscode.Disposable {
  const source = vscode.scm.createSourceControl("touchline", vscode.l10n.t("Session"), root);
  source.quickDiffProvider = {
    provideOriginalResource(uri) {
      const files = sessions.changes.flatMap(({ files }) => files);
      const file = files.find((each) => vscode.Uri.parse(each.uri).toString() === uri.toString());
      return file?.baselineUri ? vscode.Uri.parse(file.baselineUri) : undefined;
    },
  };
  return source;
}
