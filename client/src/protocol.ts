/** The messages between server and client; mirrors server/touchline/lsp/protocol.py. */

export const BASELINE_SCHEME = "touchline-baseline";
export const STATUS = "touchline/status";
export const PRESENT = "touchline/present";

export type Verdict = "asked-for" | "unmentioned" | "ruled-out";
export type Severity = "error" | "warning" | "information" | "hint";
export type Author = "agent" | "human" | "git" | "unknown";
export type TargetKind = "hunk" | "finding" | "file" | "rule" | "ruled-out" | "unmentioned" | "all";

export interface InitializationOptions {
  baselineDocuments: boolean;
  clientCommands: string[];
  taskFile: string | null;
  watcherExclude: string[];
  show: string;
  reportsTyping: boolean;
  hasWindow: boolean;
  undoLimit: number;
}

export interface Counts {
  files: number;
  hunks: number;
  askedFor: number;
  near: number;
  unmentioned: number;
  ruledOut: number;
  errors: number;
  warnings: number;
  informations: number;
  mine: number;
  byAgent: number;
  byHuman: number;
  byGit: number;
  byUnknown: number;
}

export interface Note {
  kind: string;
  message: string;
  uri: string | null;
}

export interface Status {
  root: string;
  state: "starting" | "watching" | "paused" | "trouble";
  text: string;
  /** Whether warnings are held back; what is wrong shows in `state` all the same. */
  paused: boolean;
  /** Grows whenever `Changes` would differ. */
  revision: number;
  /** ISO 8601. */
  since: string | null;
  label: string;
  /** Files that were different from the last commit before the session. */
  uncommitted: number;
  headMove: { commit: string; files: number; stash: boolean } | null;
  counts: Counts;
  task: { title: string; uri: string | null } | null;
  notes: Note[];
}

export interface Clause {
  text: string;
  /** 1-based. */
  line: number;
  uri: string;
}

interface Placed {
  id: string;
  uri: string;
  path: string;
  /** 1-based, of the text now. */
  line: number;
  endLine: number;
  verdict: Verdict;
  clause: Clause | null;
  author: Author;
  /** From 0 to 1. */
  confidence: number;
}

export interface Hunk extends Placed {
  oldLine: number;
  oldEndLine: number;
  header: string;
  wholeFile: boolean;
  symbol: string;
  added: number;
  removed: number;
  near: boolean;
}

export interface Finding extends Placed {
  rule: string;
  message: string;
  severity: Severity;
  /** The ids of the hunks behind it. */
  hunks: string[];
  href: string;
}

export interface ChangedFile {
  uri: string;
  path: string;
  kind: "created" | "edited" | "deleted" | "renamed" | "mode";
  oldPath: string | null;
  /** Null for a created file. */
  baselineUri: string | null;
  unread: string | null;
}

export interface Changes {
  root: string;
  revision: number;
  files: ChangedFile[];
  hunks: Hunk[];
  findings: Finding[];
}

export interface Target {
  kind: TargetKind;
  /** A hunk's or a finding's id, a rule's id, or a file's path. */
  id: string;
  /** Whose changes are left out of a file, or of all of a kind. */
  hidden?: Author[];
}

export interface TargetParams {
  root: string;
  target: Target;
}

export interface AllowParams {
  root: string;
  id: string;
  reason: string;
}

export interface SessionParams {
  root: string;
  action: "start" | "include" | "pause" | "resume";
  /** Null starts from now. */
  revision: string | null;
  name: string;
}

export interface Outcome {
  done: boolean;
  message: string;
}

export interface PastSession {
  label: string;
  /** ISO 8601. */
  began: string;
  ended: string;
  files: number;
  ruledOut: number;
  errors: number;
  warnings: number;
  /** The URI of the text that was kept of it. */
  report: string | null;
}

export interface RevertResult {
  reverted: number;
  message: string;
  files: FileRevert[];
  conflicts: Conflict[];
}

export interface FileRevert {
  uri: string;
  /** Whether the file is there before the revert. */
  exists: boolean;
  /** After the revert, in a dry run; null when the file goes away. */
  text: string | null;
}

/** Lines that were changed again since: the file at the start, when it was seen, and now. */
export interface Conflict {
  uri: string;
  base: string;
  found: string;
  now: string;
}

/** What each request takes and gives. */
export interface Methods {
  "touchline/changes": [{ root: string }, Changes | null];
  "touchline/baseline": [{ uri: string }, { text: string } | null];
  "touchline/revert": [TargetParams & { dryRun?: boolean }, RevertResult];
  "touchline/undoMove": [{ root: string }, Outcome];
  "touchline/sessions": [{ root: string }, { sessions: PastSession[] }];
  "touchline/undo": [{ root: string }, Outcome];
  "touchline/keep": [TargetParams, Outcome];
  "touchline/allow": [AllowParams, Outcome];
  "touchline/message": [TargetParams, { text: string }];
  "touchline/session": [SessionParams, Outcome];
}
