/** The changes view: a tree of the session's hunks with their findings. */

import * as vscode from "vscode";
import { opening } from "../diff";
import { hidden } from "../hidden";
import type { Sessions } from "../sessions";
import { renew } from "./renewal";
import { type Grouping, type Row, rows } from "./tree";

const GROUPING = "touchline.grouping";
const REFRESH_MS = 100;
const QUIET_MS = 1000;
const PATIENCE_MS = 1000;
/** Later the person may have gone on to something else, and keeps the keyboard. */
const FOCUS_MS = 300;
const STEP_MS = 20;

export class ChangesView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Row[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Row>;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #rows: Row[] = [];
  /** When VS Code asked for rows last, or was told to. */
  #asked = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly memory: vscode.Memento,
  ) {
    this.#view = vscode.window.createTreeView("touchline.changes", {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = vscode.Disposable.from(
      sessions.onDidChange(() => this.#schedule()),
      this.#view.onDidChangeVisibility(({ visible }) => visible && this.#askWhenQuiet()),
    );
    this.#refresh();
  }

  /** The row that is chosen. VS Code knows of none while it asks for the rows anew. */
  async selection(): Promise<Row | undefined> {
    const deadline = Date.now() + PATIENCE_MS;
    while (this.#view.selection.length === 0 && Date.now() < deadline) {
      await pause();
    }
    return this.#view.selection[0];
  }

  get #grouping(): Grouping {
    return this.memory.get<Grouping>(GROUPING, "verdict");
  }

  async groupBy(grouping: Grouping): Promise<void> {
    await this.memory.update(GROUPING, grouping);
    this.#refresh();
  }

  /** Opens the view and gives it the keyboard, also while it has no rows on the screen yet. */
  async show(): Promise<void> {
    const { visible } = this.#view;
    await vscode.commands.executeCommand("touchline.changes.focus");
    const first = this.#rows[0];
    if (!visible && first) {
      await this.#focus(first);
    }
  }

  /** Gives a row the keyboard. VS Code refuses one that it has not asked for yet. */
  async #focus(row: Row): Promise<void> {
    const deadline = Date.now() + FOCUS_MS;
    while (this.#rows.includes(row) && Date.now() < deadline) {
      try {
        await this.#view.reveal(row, { select: false, focus: true });
        return;
      } catch {
        await pause();
      }
    }
  }

  /** Only rows at the top are revealed. */
  getParent(): undefined {
    return undefined;
  }

  getChildren(row?: Row): Row[] {
    this.#asked = Date.now();
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
      item.command = opening(row.place);
    }
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
    vscode.Disposable.from(this.#view, this.#subscriptions, this.#changed).dispose();
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
    this.#show(rows(changes, this.#grouping, statuses, hidden()));
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
    setContext(
      "paused",
      statuses.some(({ paused }) => paused),
    );
    setContext(
      "running",
      statuses.some(({ paused }) => !paused),
    );
  }

  #show(now: Row[]): void {
    const told = renew(this.#rows, now);
    if (told === undefined) {
      this.#rows = now;
    }
    if (told === undefined || told.length > 0) {
      this.#tell(told);
    }
  }

  /**
   * Has VS Code ask for rows. Those that it was asking for just now it takes for none, and leaves
   * their group empty; then it is to ask once more when all is quiet.
   */
  #tell(told: Row[] | undefined): void {
    const collides = Date.now() - this.#asked < QUIET_MS;
    this.#asked = Date.now();
    this.#changed.fire(told);
    if (collides) {
      this.#askWhenQuiet();
    }
  }

  /** A view that is just opened asks as well, so the quiet is waited for until it is there. */
  #askWhenQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      if (Date.now() - this.#asked < QUIET_MS) {
        this.#askWhenQuiet();
      } else {
        this.#changed.fire(undefined);
      }
    }, QUIET_MS);
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, STEP_MS));
}

/** Sets what the `when` clauses of package.json look at. */
function setContext(name: string, value: unknown): void {
  void vscode.commands.executeCommand("setContext", `touchline.${name}`, value);
}
