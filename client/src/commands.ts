/** The commands of the palette, the view and the light bulb. */

import * as vscode from "vscode";
import { showAnswers } from "./answers";
import { openChange } from "./diff";
import { hidden } from "./hidden";
import type {
  AllowParams,
  Author,
  Methods,
  SessionParams,
  TargetKind,
  TargetParams,
} from "./protocol";
import { report, say } from "./say";
import type { Server } from "./server";
import type { Sessions } from "./sessions";
import { lastSessions, startSession, writeTask } from "./starting";
import { TakingBack } from "./takingback";
import { Texts } from "./texts";
import type { ChangesView } from "./views/changes";
import type { Row } from "./views/tree";

/**
 * What a command gets: a row of the view, or the server's own parameters; nothing where it was a
 * key; and undefined where VS Code no longer knows which row was clicked.
 */
type Given = [(Row | TargetParams)?, ...unknown[]];

/** A finding, as the server's own quick fix names it. */
type Named = { root: string; id: string };

export function registerCommands(
  server: Server,
  sessions: Sessions,
  view: ChangesView,
): vscode.Disposable {
  const texts = new Texts();
  const takingBack = new TakingBack(server, texts);
  const decisions = new Decisions(server, sessions, view, takingBack);
  const handlers: Record<string, (...given: never[]) => unknown> = {
    showChanges: () => view.show(),
    openChange: (row?: Row) => openChange(row),
    keep: async (...given: Given) => decisions.keep(await decisions.target(given)),
    revert: async (...given: Given) => decisions.revert(await decisions.target(given)),
    allow: async (...given: Given | [Named]) => decisions.allow(await decisions.finding(given)),
    copyMessage: async (...given: Given) => decisions.copyMessage(await decisions.target(given)),
    keepAll: () => decisions.keep(decisions.everything("all")),
    revertAll: () => decisions.revert(decisions.everything("all")),
    revertRuledOut: () => decisions.revert(decisions.everything("ruled-out", hidden())),
    revertUnmentioned: () => decisions.revert(decisions.everything("unmentioned", hidden())),
    undo: () => decisions.ask("touchline/undo", {}),
    undoMove: (row?: Row) => decisions.ask("touchline/undoMove", row ? { root: row.root } : {}),
    includeUncommitted: (row?: Row) => decisions.session("include", row?.root),
    lastSessions: () => lastSessions(server, sessions.currentRoot, texts),
    showAnswers,
    pause: () => decisions.pause("pause"),
    resume: () => decisions.pause("resume"),
    startSession: () => startSession(server, sessions.currentRoot),
    writeTask: () => writeTask(sessions),
    groupByVerdict: () => view.groupBy("verdict"),
    groupByFile: () => view.groupBy("file"),
    restart: () => server.restart(),
    showLog: () => server.log.show(),
    choosePython: () =>
      vscode.commands.executeCommand("workbench.action.openSettings", "touchline.interpreter"),
  };
  const registered = Object.entries(handlers).map(([name, handler]) =>
    vscode.commands.registerCommand(`touchline.${name}`, handler),
  );
  return vscode.Disposable.from(texts, ...registered);
}

/** The person's decisions: each asks the server, and says what came of it in the status bar. */
class Decisions {
  constructor(
    private readonly server: Server,
    private readonly sessions: Sessions,
    private readonly view: ChangesView,
    private readonly takingBack: TakingBack,
  ) {}

  async keep(params: TargetParams | undefined): Promise<void> {
    if (params) {
      await this.ask("touchline/keep", params);
    }
  }

  async revert(params: TargetParams | undefined): Promise<void> {
    if (params) {
      await this.takingBack.run(params);
    }
  }

  async allow(finding: Named | undefined): Promise<void> {
    if (!finding) {
      return;
    }
    const reason = await vscode.window.showInputBox({
      title: vscode.l10n.t("Allow this kind of change here"),
      prompt: vscode.l10n.t("The reason is kept in .touchline/allow.md."),
      placeHolder: vscode.l10n.t("because …"),
      validateInput: (text) => (text.trim() ? undefined : vscode.l10n.t("A few words will do.")),
    });
    if (reason) {
      const params: AllowParams = { root: finding.root, id: finding.id, reason: reason.trim() };
      await this.ask("touchline/allow", params);
    }
  }

  async copyMessage(params: TargetParams | undefined): Promise<void> {
    if (params) {
      const { text } = await this.server.request("touchline/message", params);
      await vscode.env.clipboard.writeText(text);
      say(vscode.l10n.t("Copied. Paste it into the agent's chat."));
    }
  }

  session(action: SessionParams["action"], root = this.sessions.currentRoot): Promise<void> {
    const given = root === undefined ? {} : { root };
    return this.ask("touchline/session", { ...given, action, revision: null, name: "" });
  }

  /** Pauses every folder that is watched, or goes on with every one that is paused. */
  async pause(action: "pause" | "resume"): Promise<void> {
    const meant = this.sessions.statuses.filter(({ paused }) => paused === (action === "resume"));
    for (const { root } of meant) {
      await this.session(action, root);
    }
  }

  /** Everything of a kind in the current folder, but what some authors wrote. */
  everything(kind: TargetKind, left: Author[] = []): TargetParams | undefined {
    const root = this.sessions.currentRoot;
    return root === undefined ? undefined : { root, target: { kind, id: "", hidden: left } };
  }

  /** Sends a request about the current folder, unless it names another, and says the outcome. */
  async ask<
    M extends
      | "touchline/undo"
      | "touchline/undoMove"
      | "touchline/keep"
      | "touchline/allow"
      | "touchline/session",
  >(method: M, params: Omit<Methods[M][0], "root"> & { root?: string }): Promise<void> {
    const root = params.root ?? this.sessions.currentRoot;
    if (root !== undefined) {
      const outcome = await this.server.request(method, { ...params, root } as Methods[M][0]);
      report(outcome);
    }
  }

  /** What a command is about. A row that is not known any more is not replaced by another. */
  async target(given: Given): Promise<TargetParams | undefined> {
    const about = given.length > 0 ? given[0] : await this.view.selection();
    if (given.length > 0 && !about) {
      say(vscode.l10n.t("The list has just changed. Please click again."));
    }
    const { root, target } = about ?? {};
    return root !== undefined && target ? { root, target } : undefined;
  }

  async finding(given: Given | [Named]): Promise<Named | undefined> {
    const [about] = given;
    if (about && "id" in about && !("context" in about)) {
      return about;
    }
    const params = await this.target(given as Given);
    return params?.target.kind === "finding"
      ? { root: params.root, id: params.target.id }
      : undefined;
  }
}
