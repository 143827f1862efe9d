/** Values of the protocol for the tests, with what does not matter filled in. */

import type { ChangedFile, Changes, Counts, Finding, Hunk, Status } from "../src/protocol";

const NONE: Counts = {
  files: 0,
  hunks: 0,
  askedFor: 0,
  near: 0,
  unmentioned: 0,
  ruledOut: 0,
  errors: 0,
  warnings: 0,
  informations: 0,
  mine: 0,
  byAgent: 0,
  byHuman: 0,
  byGit: 0,
  byUnknown: 0,
};

export function status(
  given: Partial<Omit<Status, "counts">>,
  counts: Partial<Counts> = {},
): Status {
  return {
    root: "file:///cart",
    state: "watching",
    text: "",
    paused: given.state === "paused",
    revision: 1,
    since: null,
    label: "session start",
    uncommitted: 0,
    headMove: null,
    task: null,
    notes: [],
    ...given,
    counts: { ...NONE, ...counts },
  };
}

export function hunk(path: string, given: Partial<Hunk> = {}): Hunk {
  return {
    id: path,
    uri: `file:///cart/${path}`,
    path,
    line: 1,
    endLine: 1,
    verdict: "unmentioned",
    clause: null,
    author: "agent",
    confidence: 0.9,
    oldLine: 1,
    oldEndLine: 1,
    header: "",
    wholeFile: false,
    symbol: "",
    added: 1,
    removed: 1,
    near: false,
    ...given,
  };
}

export function finding(of: Hunk, given: Partial<Finding> = {}): Finding {
  const { uri, path, line, endLine, verdict, clause, author, confidence } = of;
  return {
    id: `finding of ${of.id}`,
    uri,
    path,
    line,
    endLine,
    verdict,
    clause,
    author,
    confidence,
    rule: "removed-assertion",
    message: "An assertion was removed.",
    severity: "warning",
    hunks: [of.id],
    href: "",
    ...given,
  };
}

export function changes(hunks: Hunk[], findings: Finding[] = []): Changes {
  const paths = [...new Set(hunks.map(({ path }) => path))];
  return { root: "file:///cart", revision: 1, files: paths.map(file), hunks, findings };
}

function file(path: string): ChangedFile {
  const baselineUri = `touchline-baseline:/cart/${path}`;
  return {
    uri: `file:///cart/${path}`,
    path,
    kind: "edited",
    oldPath: null,
    baselineUri,
    unread: null,
  };
}
