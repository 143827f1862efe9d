/** Outcomes, said without getting in the way. */

import * as vscode from "vscode";
import type { Outcome } from "./protocol";

const SHOWN_MS = 5000;

/** Says it in the status bar for a moment. */
export function say(message: string): void {
  vscode.window.setStatusBarMessage(message, SHOWN_MS);
}

/** What was done is said quietly; what could not be done, in a notification. */
export function report({ done, message }: Outcome): void {
  if (done) {
    say(message);
  } else {
    void vscode.window.showWarningMessage(message);
  }
}
