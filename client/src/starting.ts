/** How a person starts a session, and writes the task. */

import * as vscode from "vscode";
import { report, say } from "./say";
import type { Server } from "./server";
import type { Sessions } from "./sessions";
import type { Texts } from "./texts";

interface Start extends vscode.QuickPickItem {
  /** A git revision; null for now; undefined asks for one. */
  revision: string | null | undefined;
}

/** Asks where the session begins and what to call it, and starts it. */
export async function startSession(server: Server, root: string | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const starts: Start[] = [
    { label: t("From now"), description: t("what is there now is the baseline"), revision: null },
    { label: t("From the last commit"), description: "HEAD", revision: "HEAD" },
    { label: t("From where the branch began"), description: "main...", revision: "main..." },
    { label: t("From another revision …"), revision: undefined },
  ];
  const title = t("Start a session");
  const start =
    root === undefined ? undefined : await vscode.window.showQuickPick(starts, { title });
  const revision = start && (start.revision === undefined ? await askRevision() : start.revision);
  if (root === undefined || revision === undefined) {
    return;
  }
  const prompt = t("A name for the session; it may stay empty.");
  const name = await vscode.window.showInputBox({ title, prompt });
  if (name !== undefined) {
    const outcome = await server.request("touchline/session", {
      root,
      action: "start",
      revision,
      name,
    });
    report(outcome);
  }
}

/** Lists the sessions that are over; the chosen one's last report opens as a read-only text. */
export async function lastSessions(
  server: Server,
  root: string | undefined,
  texts: Texts,
): Promise<void> {
  if (root === undefined) {
    return;
  }
  const { t } = vscode.l10n;
  const { sessions } = await server.request("touchline/sessions", { root });
  const items = sessions.map(({ label, began, ended, files, errors, warnings, report: kept }) => ({
    label,
    description: `${new Date(began).toLocaleString()} – ${new Date(ended).toLocaleString()}`,
    detail: t("{0} files changed, {1} errors, {2} warnings", files, errors, warnings),
    kept,
  }));
  const placeHolder = items.length > 0 ? t("The last sessions") : t("No session is over yet.");
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  if (chosen?.kept) {
    const file = vscode.Uri.parse(chosen.kept);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    await vscode.window.showTextDocument(texts.add(file, text));
  } else if (chosen) {
    say(t("Nothing but its counts was kept of that session."));
  }
}

function askRevision(): Thenable<string | undefined> {
  const prompt = vscode.l10n.t("A branch, a tag or a commit");
  return vscode.window.showInputBox({ prompt });
}

/** Opens the task in force; where none is written, opens a new one with an outline. */
export async function writeTask(sessions: Sessions): Promise<void> {
  const root = sessions.currentRoot ?? vscode.workspace.workspaceFolders?.[0]?.uri.toString();
  if (root === undefined) {
    return;
  }
  const known = sessions.statuses.find((status) => status.root === root)?.task?.uri;
  const uri = known
    ? vscode.Uri.parse(known)
    : vscode.Uri.joinPath(vscode.Uri.parse(root), ".touchline", "task.md");
  if (await exists(uri)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: "untitled" }));
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(outline()));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** What is to be filled in; the words that the server reads stay as they are. */
function outline(): string {
  const title = vscode.l10n.t("What should be done");
  const words = vscode.l10n.t("Say it in your own words.");
  return `# \${1:${title}}

\${2:${words}}

- Only change files in \${3:src/}.
- Do not change \${4:the tests}.
`;
}
