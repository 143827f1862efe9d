/** Marks in the gutter what changed since the session's start, where the setting asks for it. */

import * as vscode from "vscode";
import type { Sessions } from "./sessions";

/** Registers one quick diff a folder while `touchline.quickDiff` is on. */
export function provideQuickDiff(sessions: Sessions): vscode.Disposable {
  const controls = new Map<string, vscode.Disposable>();
  const update = () => {
    const wanted = new Map(folders().map((root) => [root.toString(), root]));
    for (const [name, known] of controls) {
      if (!wanted.has(name)) {
        known.dispose();
        controls.delete(name);
      }
    }
    for (const [name, root] of wanted) {
      if (!controls.has(name)) {
        controls.set(name, control(root, sessions));
      }
    }
  };
  update();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration(update),
    vscode.workspace.onDidChangeWorkspaceFolders(update),
    new vscode.Disposable(() => vscode.Disposable.from(...controls.values()).dispose()),
  );
}

/** The folders of the workspace, or none where the setting is off. */
function folders(): vscode.Uri[] {
  const wanted = vscode.workspace.getConfiguration("touchline").get("quickDiff", false);
  return wanted ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [];
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
