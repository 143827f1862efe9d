/** The changes view: a tree of the session's hunks with their findings. */

import * as vscode from "vscode";
import type { Author } from "../protocol";
import type { Sessions } from "../sessions";
import { type Grouping, type Row, rows } from "./tree";

const GROUPING = "touchline.grouping";
const REFRESH_MS = 100;
const QUIET_MS = 1000;

export class ChangesView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #rows: Row[] = [];
  /** The rows as text, to tell whether they became others. */
  #content = "[]";

  constructor(
    private readonly sessions: Sessions,
    private readonly memory: vscode.Memento,
  ) {
    this.#view = vscode.window.createTreeView("touchline.changes", {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscription = sessions.onDidChange(() => this.#schedule());
    this.#refresh();
  }

  get selection(): Row | undefined {
    return this.#view.selection[0];
  }

  get #grouping(): Grouping {
    return this.memory.get<Grouping>(GROUPING, "verdict");
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.memory.update(GROUPING, grouping);
    this.#refresh();
  }

  getChildren(row?: Row): Row[] {
    return row ? row.children : this.#rows;
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const open = row.expanded ? Expanded : Collapsed;
    const item = new vscode.TreeItem(row.label, row.children.length > 0 ? open : None);
    const colour = row.icon.colour && new vscode.ThemeColor(row.icon.colour);
    item.id = row.id;
    item.description = row.description;
    item.tooltip = row.tooltip;
    item.contextValue = row.context;
    item.iconPath = colour
      ? new vscode.ThemeIcon(row.icon.id, colour)
      : new vscode.ThemeIcon(row.icon.id);
    if (row.place) {
      const title = vscode.l10n.t("Compare with the Session's Start");
      item.command = { command: "touchline.openChange", title, arguments: [row] };
    }
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
    vscode.Disposable.from(this.#view, this.#subscription, this.#changed).dispose();
  }

  /** A burst of news updates the view once. */
  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#refresh();
    }, REFRESH_MS);
  }

  #refresh(): void {
    const { phase, statuses, changes } = this.sessions;
    this.#rows = rows(changes, this.#grouping, statuses, hidden());
    const out = statuses.reduce(
      (sum, { counts }) => sum + Math.max(counts.ruledOut, counts.errors),
      0,
    );
    const said = vscode.l10n.t("{0} ruled out", out);
    this.#view.badge = out > 0 ? { value: out, tooltip: said } : undefined;
    setContext("grouping", this.#grouping);
    setContext(
      "state",
      statuses.some(({ state }) => state === "starting") ? "starting" : phase.kind,
    );
    setContext(
      "hasTask",
      statuses.some(({ task }) => task !== null),
    );
    setContext("paused", statuses.length > 0 && statuses.every(({ state }) => state === "paused"));
    const content = JSON.stringify(this.#rows);
    if (content !== this.#content) {
      this.#content = content;
      this.#fire();
    }
  }

  /**
   * Has VS Code ask for the rows, and once more when all is quiet: rows that it was asking for
   * while they changed it takes for none, and leaves the group empty.
   */
  #fire(): void {
    this.#changed.fire();
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#changed.fire(), QUIET_MS);
  }
}

/** Whose changes the setting hides; they are counted, and listed in a group of their own. */
function hidden(): (author: Author) => boolean {
  const show = vscode.workspace.getConfiguration("touchline").get<string>("show", "not-mine");
  return (author) =>
    show === "outside" ? author !== "agent" : show === "not-mine" && author === "human";
}

/** Sets what the `when` clauses of package.json look at. */
function setContext(name: string, value: unknown): void {
  void vscode.commands.executeCommand("setContext", `touchline.${name}`, value);
}
