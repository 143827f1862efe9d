/** Whose changes the view hides; they are counted, and listed in a group of their own. */

import * as vscode from "vscode";
import type { Author } from "./protocol";

/** Returns whose changes the setting hides. */
export function hidden(): Author[] {
  const show = vscode.workspace.getConfiguration("touchline").get<string>("show", "not-mine");
  if (show === "outside") {
    return ["human", "git", "unknown"];
  }
  return show === "not-mine" ? ["human"] : [];
}
