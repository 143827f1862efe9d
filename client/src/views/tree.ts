/** The changes view as data: from what the server says of the sessions to rows. */

import { l10n } from "vscode";
import type {
  Author,
  ChangedFile,
  Changes,
  Clause,
  Finding,
  Hunk,
  Status,
  Target,
  TargetKind,
} from "../protocol";
import { about, findingIcon, hunkIcon, type Icon } from "./words";

export type Grouping = "verdict" | "file";

/** One row. `target` is what an action on the row means; `place` is where a click leads. */
export interface Row {
  id: string;
  label: string;
  description: string;
  tooltip: string;
  icon: Icon;
  /** Space-separated words that the menus look for: `target`, `finding`, `change`. */
  context: string;
  expanded: boolean;
  children: Row[];
  root: string;
  target?: Target;
  place?: Place;
}

export interface Place {
  file: ChangedFile;
  /** 1-based, of the text now. */
  line: number;
}

/** Returns the rows at the top; with several folders, a folder each. */
export function rows(
  all: readonly Changes[],
  grouping: Grouping,
  statuses: readonly Status[] = [],
  hidden: readonly Author[] = [],
): Row[] {
  const before = new Map(statuses.map((status) => [status.root, beforeSession(status)]));
  const changed = all.filter(({ root, files }) => files.length > 0 || before.get(root)?.length);
  const groups = changed.map((changes) => [
    ...new Folder(changes, hidden).groups(grouping),
    ...(before.get(changes.root) ?? []),
  ]);
  if (changed.length < 2) {
    return groups.flat();
  }
  return changed.map(({ root }, n) => {
    const children = groups[n] ?? [];
    const label = decodeURIComponent(root.replace(/\/+$/, "").split("/").pop() ?? root);
    return group(root, root, label, { id: "root-folder" }, children);
  });
}

/** What lies before the session or was done by git, each with the action that brings it in. */
function beforeSession({ root, uncommitted, headMove }: Status): Row[] {
  const found: Row[] = [];
  if (headMove) {
    const { commit, files, stash } = headMove;
    const label =
      files === 1 ? l10n.t("Git changed 1 file") : l10n.t("Git changed {0} files", files);
    const at = commit.slice(0, 9);
    const description = stash
      ? l10n.t("what was there is in stash {0}", at)
      : l10n.t("HEAD is at {0}", at);
    found.push({ ...fact(root, "moved", label, "git-commit"), description });
  }
  if (uncommitted > 0) {
    const label =
      uncommitted === 1
        ? l10n.t("1 uncommitted file lies before the session")
        : l10n.t("{0} uncommitted files lie before the session", uncommitted);
    found.push(fact(root, "uncommitted", label, "history"));
  }
  return found;
}

function fact(root: string, context: string, label: string, icon: string): Row {
  const row = group(`${root}/${context}`, root, label, { id: icon }, []);
  return { ...row, description: "", context };
}

class Folder {
  readonly #root: string;
  readonly #changes: Changes;
  readonly #files: Map<string, ChangedFile>;
  readonly #findings = new Map<string, Finding[]>();

  constructor(
    changes: Changes,
    private readonly hidden: readonly Author[],
  ) {
    this.#root = changes.root;
    this.#changes = changes;
    this.#files = new Map(changes.files.map((file) => [file.path, file]));
    for (const finding of changes.findings) {
      // A finding of several hunks hangs on its first.
      const hunk = finding.hunks[0] ?? "";
      this.#findings.set(hunk, [...(this.#findings.get(hunk) ?? []), finding]);
    }
  }

  groups(grouping: Grouping): Row[] {
    return grouping === "file" ? this.#byFile() : this.#byVerdict();
  }

  /** The hunks that are shown, and the closed group of the others. */
  #parted(): { hunks: Hunk[]; others: Row } {
    const others = this.#changes.hunks.filter(({ author }) => this.hidden.includes(author));
    const row = this.#group("hidden", hiddenName(others), { id: "eye-closed" }, others);
    return {
      hunks: this.#changes.hunks.filter(({ author }) => !this.hidden.includes(author)),
      others: { ...row, expanded: false },
    };
  }

  #byVerdict(): Row[] {
    const { hunks, others } = this.#parted();
    const out = hunks.filter((hunk) => this.#isRuledOut(hunk));
    const rest = hunks.filter((hunk) => !this.#isRuledOut(hunk));
    const unmentioned = rest.filter(({ verdict }) => verdict === "unmentioned");
    const groups = [
      this.#group(
        "ruled-out",
        l10n.t("Ruled out"),
        { id: "error", colour: "list.errorForeground" },
        out,
      ),
      this.#group(
        "unmentioned",
        l10n.t("Unmentioned"),
        { id: "question" },
        unmentioned.filter(({ near }) => !near),
      ),
      this.#group(
        "near",
        l10n.t("Near what was asked for"),
        { id: "link" },
        unmentioned.filter(({ near }) => near),
      ),
      ...this.#clauses(rest.filter(({ verdict }) => verdict === "asked-for")),
      others,
    ];
    const loose = (this.#findings.get("") ?? []).map((finding) =>
      this.#finding(finding, this.#root),
    );
    return [...loose, ...groups.filter(({ children }) => children.length > 0)];
  }

  #isRuledOut(hunk: Hunk): boolean {
    const findings = this.#findings.get(hunk.id) ?? [];
    return hunk.verdict === "ruled-out" || findings.some(({ verdict }) => verdict === "ruled-out");
  }

  #clauses(hunks: Hunk[]): Row[] {
    const byClause = new Map<string, { clause: Clause | null; hunks: Hunk[] }>();
    for (const hunk of hunks) {
      const key = hunk.clause ? `${hunk.clause.uri}:${hunk.clause.line}:${hunk.clause.text}` : "";
      const entry = byClause.get(key) ?? { clause: hunk.clause, hunks: [] };
      entry.hunks.push(hunk);
      byClause.set(key, entry);
    }
    return [...byClause].map(([key, { clause, hunks: answering }]) =>
      this.#group(`clause:${key}`, clause?.text ?? l10n.t("Asked for"), { id: "pass" }, answering),
    );
  }

  #byFile(): Row[] {
    const { hunks: shown, others } = this.#parted();
    const all = new Set(this.#changes.hunks.map(({ path }) => path));
    const seen = new Set(shown.map(({ path }) => path));
    const files = this.#changes.files.filter(({ path }) => seen.has(path) || !all.has(path));
    const rows = files.map((file) => {
      const hunks = shown.filter(({ path }) => path === file.path);
      const row = this.#group(`file:${file.path}`, file.path, { id: "file" }, hunks);
      return {
        ...row,
        description: file.unread ?? row.description,
        context: "target change",
        target: this.#target("file", file.path),
        place: { file, line: hunks[0]?.line ?? 1 },
      };
    });
    return [...rows, ...(others.children.length > 0 ? [others] : [])];
  }

  /** What an action on a row means: what the row shows. */
  #target(kind: TargetKind, id: string): Target {
    return this.hidden.length > 0 ? { kind, id, hidden: [...this.hidden] } : { kind, id };
  }

  #group(id: string, label: string, icon: Icon, hunks: Hunk[]): Row {
    const own = `${this.#root}/${id}`;
    const children = hunks.map((hunk) => this.#hunk(hunk, own));
    const row = group(own, this.#root, label, icon, children);
    if (id === "ruled-out" || id === "unmentioned") {
      return { ...row, context: "target", target: this.#target(id, "") };
    }
    return row;
  }

  /** The id has that of the group: a row that is below another group by now is another row. */
  #hunk(hunk: Hunk, group: string): Row {
    const id = `${group}/hunk:${hunk.id}`;
    const findings = this.#findings.get(hunk.id) ?? [];
    const { name, folder } = split(hunk.path);
    return {
      id,
      label: hunk.wholeFile ? name : `${name}:${hunk.line}`,
      description: [folder, hunk.symbol, `+${hunk.added} −${hunk.removed}`]
        .filter(Boolean)
        .join(" · "),
      tooltip: about(hunk),
      icon: hunkIcon(hunk, findings, this.#files.get(hunk.path)),
      context: "target change",
      expanded: findings.some(({ verdict }) => verdict !== "asked-for"),
      children: findings.map((finding) => this.#finding(finding, id)),
      root: this.#root,
      target: { kind: "hunk", id: hunk.id },
      ...this.#place(hunk),
    };
  }

  #finding(finding: Finding, parent: string): Row {
    return {
      id: `${parent}/finding:${finding.id}`,
      label: finding.message,
      description: finding.rule,
      tooltip: about(finding),
      icon: findingIcon(finding),
      context: finding.verdict === "asked-for" ? "target change" : "target change finding",
      expanded: false,
      children: [],
      root: this.#root,
      target: { kind: "finding", id: finding.id },
      ...this.#place(finding),
    };
  }

  #place({ path, line }: { path: string; line: number }): { place?: Place } {
    const file = this.#files.get(path);
    return file ? { place: { file, line } } : {};
  }
}

function hiddenName(hunks: Hunk[]): string {
  const mine = hunks.every(({ author }) => author === "human");
  return mine ? l10n.t("Typed by you") : l10n.t("Not shown");
}

function group(id: string, root: string, label: string, icon: Icon, children: Row[]): Row {
  const description = String(children.length);
  return {
    id,
    root,
    label,
    description,
    tooltip: label,
    icon,
    context: "",
    expanded: true,
    children,
  };
}

function split(path: string): { name: string; folder: string } {
  const at = path.lastIndexOf("/");
  return { name: path.slice(at + 1), folder: path.slice(0, Math.max(at, 0)) };
}
