/** The candidates for the server's Python, as VS Code's settings and extensions name them. */

import * as vscode from "vscode";
import { type Candidate, type Found, findPython, onPath } from "./python";

const PATIENCE_MS = 5000;

interface PythonApi {
  environments: {
    getActiveEnvironmentPath(): { path: string };
    resolveEnvironment(path: {
      path: string;
    }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
  };
}

/** Looks at the setting alone where it is given, else at the Python extension, then at the PATH. */
export async function chooseInterpreter(): Promise<Found> {
  const roots = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  const setting = vscode.workspace.getConfiguration("touchline").get("interpreter", "").trim();
  if (!setting) {
    return findPython([...(await pythonExtension()), ...onPath()], roots);
  }
  const origin = vscode.l10n.t("the setting touchline.interpreter");
  const found = await findPython([{ command: setting, origin }], roots);
  const missing = "refused" in found && found.refused.length === 0;
  return missing ? { refused: [vscode.l10n.t("{0}: {1} is not there", origin, setting)] } : found;
}

async function pythonExtension(): Promise<Candidate[]> {
  const extension = vscode.extensions.getExtension<PythonApi>("ms-python.python");
  if (!extension) {
    return [];
  }
  try {
    const command = await Promise.race([chosen(extension), late()]);
    return command ? [{ command, origin: vscode.l10n.t("the Python extension's choice") }] : [];
  } catch {
    // That extension's trouble is its own; the PATH comes next.
    return [];
  }
}

async function chosen(extension: vscode.Extension<PythonApi>): Promise<string | undefined> {
  const { environments } = await extension.activate();
  const found = await environments.resolveEnvironment(environments.getActiveEnvironmentPath());
  return found?.executable.uri?.fsPath;
}

/** Another extension that hangs must not keep the server from starting. */
function late(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), PATIENCE_MS));
}
