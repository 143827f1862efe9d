/** Lenses in the task file: what answers to each clause. */

import * as vscode from "vscode";
import type { Changes, Clause, Finding, Hunk } from "../protocol";
import type { Sessions } from "../sessions";

const KIND_MARKDOWN = { scheme: "file", language: "markdown" };

interface Answers {
  /** 1-based. */
  line: number;
  hunks: Hunk[];
  findings: Finding[];
}

/** Shows "3 hunks · 1 finding" above each clause that something answers to; a click lists them. */
export function showClauseLenses(sessions: Sessions): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: ({ uri }) => answers(sessions.changes, uri).map((each) => lens(uri, each)),
  };
  return vscode.Disposable.from(
    changed,
    sessions.onDidChange(() => changed.fire()),
    vscode.languages.registerCodeLensProvider(KIND_MARKDOWN, provider),
  );
}

function answers(changes: readonly Changes[], uri: vscode.Uri): Answers[] {
  const lines = new Map<number, Answers>();
  const at = (clause: Clause | null) => {
    if (!clause || vscode.Uri.parse(clause.uri).toString() !== uri.toString()) {
      return undefined;
    }
    const found = lines.get(clause.line) ?? { line: clause.line, hunks: [], findings: [] };
    lines.set(clause.line, found);
    return found;
  };
  for (const { hunks, findings } of changes) {
    for (const hunk of hunks) {
      at(hunk.clause)?.hunks.push(hunk);
    }
    for (const finding of findings) {
      at(finding.clause)?.findings.push(finding);
    }
  }
  return [...lines.values()];
}

function lens(uri: vscode.Uri, { line, hunks, findings }: Answers): vscode.CodeLens {
  const start = new vscode.Position(Math.max(line - 1, 0), 0);
  const places = [...hunks, ...findings].map(
    (each) =>
      new vscode.Location(vscode.Uri.parse(each.uri), new vscode.Position(each.line - 1, 0)),
  );
  const title = [
    hunks.length === 1 ? vscode.l10n.t("1 hunk") : vscode.l10n.t("{0} hunks", hunks.length),
    findings.length === 1 ? vscode.l10n.t("1 finding") : "",
    findings.length > 1 ? vscode.l10n.t("{0} findings", findings.length) : "",
  ];
  return new vscode.CodeLens(new vscode.Range(start, start), {
    title: title.filter(Boolean).join(" · "),
    command: "editor.action.showReferences",
    arguments: [uri, start, places],
  });
}
