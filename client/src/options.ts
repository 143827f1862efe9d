/** What the client says of itself when the server starts. */

import * as vscode from "vscode";
import type { InitializationOptions } from "./protocol";

/** Settings whose change needs a new start of the server. */
const AT_START = [
  "touchline.interpreter",
  "touchline.taskFile",
  "touchline.show",
  "touchline.undoLimit",
];

/** Commands that the client runs itself, because they ask the person or use the clipboard. */
const CLIENT_COMMANDS = [
  "touchline.allow",
  "touchline.copyMessage",
  "touchline.keep",
  "touchline.revert",
  "touchline.showAnswers",
];

/**
 * The values of those settings. They tell whether one changed: VS Code also tells of a change when
 * an agent writes them into the workspace's settings, where they do not count.
 */
export function startSettings(): string {
  const settings = vscode.workspace.getConfiguration();
  return JSON.stringify(AT_START.map((name) => settings.get(name)));
}

export function initializationOptions(): InitializationOptions {
  const settings = vscode.workspace.getConfiguration("touchline");
  return {
    baselineDocuments: true,
    clientCommands: CLIENT_COMMANDS,
    taskFile: settings.get("taskFile", "") || null,
    watcherExclude: watcherExclude(),
    show: settings.get("show", "not-mine"),
    reportsTyping: true,
    hasWindow: true,
    undoLimit: settings.get("undoLimit", 512),
  };
}

/** An agent can write workspace settings, so only the user's own may take files out of the watch. */
function watcherExclude(): string[] {
  const setting = vscode.workspace
    .getConfiguration("files")
    .inspect<Record<string, boolean>>("watcherExclude");
  const globs = { ...setting?.defaultValue, ...setting?.globalValue };
  return Object.keys(globs).filter((glob) => globs[glob]);
}
