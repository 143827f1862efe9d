/** Taking changes back: more than one is shown first, and nothing is guessed. */

import * as vscode from "vscode";
import type { Conflict, FileRevert, RevertResult, TargetParams } from "./protocol";
import { say } from "./say";
import type { Server } from "./server";
import type { Texts } from "./texts";

/** One row of VS Code's editor for many diffs: the file, the text before and the one after. */
type Compared = [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined];

/** So many files of a large revert are shown; the message has the count of all. */
const SHOWN_FILES = 100;

export class TakingBack {
  constructor(
    private readonly server: Server,
    private readonly texts: Texts,
  ) {}

  /** Takes a target back: at once when it is one change, else after a look at all of them. */
  async run(params: TargetParams): Promise<void> {
    let planned = await this.#plan(params);
    while (planned.reverted > 1) {
      if (!(await this.#agreed(planned))) {
        return;
      }
      const shown = planned;
      planned = await this.#plan(params);
      if (isSame(shown, planned)) {
        break;
      }
    }
    const done =
      planned.conflicts.length > 0
        ? planned
        : await this.server.request("touchline/revert", params);
    await (done.conflicts.length > 0 ? this.#refuse(done) : say(done.message));
  }

  #plan(params: TargetParams): Promise<RevertResult> {
    return this.server.request("touchline/revert", { ...params, dryRun: true });
  }

  /** Shows what would happen, and asks. What changes meanwhile is shown and asked again. */
  async #agreed({ files, message }: RevertResult): Promise<boolean> {
    const title = vscode.l10n.t("Touchline: what taking back would change");
    const rows = files.slice(0, SHOWN_FILES).map((file) => this.#preview(file));
    await vscode.commands.executeCommand("vscode.changes", title, rows);
    const takeBack = vscode.l10n.t("Take Back");
    const question = vscode.l10n.t("{0} It can be undone.", message);
    const answer = await vscode.window.showInformationMessage(question, takeBack);
    await close(title);
    return answer === takeBack;
  }

  #preview({ uri, text, exists }: FileRevert): Compared {
    const file = vscode.Uri.parse(uri);
    const after = text === null ? undefined : this.texts.add(file, text);
    return [file, exists ? file : undefined, after];
  }

  /** Shows what each file was at the start, when its change was seen, and what it is now. */
  async #refuse({ conflicts, message }: RevertResult): Promise<void> {
    const title = vscode.l10n.t("Touchline: changed again since (start, seen, now)");
    const rows = conflicts.slice(0, SHOWN_FILES).flatMap((each) => this.#three(each));
    await vscode.commands.executeCommand("vscode.changes", title, rows);
    void vscode.window.showWarningMessage(message);
  }

  #three({ uri, base, found, now }: Conflict): Compared[] {
    const file = vscode.Uri.parse(uri);
    const [first, second, third] = [base, found, now].map((text) => this.texts.add(file, text));
    return [
      [file, first, second],
      [file, second, third],
    ];
  }
}

function isSame(one: RevertResult, other: RevertResult): boolean {
  return JSON.stringify(one.files) === JSON.stringify(other.files);
}

async function close(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.label.startsWith(title)));
}
