/** What the status bar says: one function from state to words. */

import { l10n } from "vscode";
import type { Counts, Status } from "./protocol";
import type { Phase } from "./server";

export interface StatusView {
  text: string;
  /** What a screen reader says; the text is in words already where it is missing. */
  label?: string;
  /** Markdown with icons. */
  tooltip: string;
  command: string;
  /** A colour only where something is ruled out, or Touchline does not run. */
  colour?: "error";
}

const NOTES_SHOWN = 5;
const DOWNLOADS = "https://www.python.org/downloads/";

/** Returns what the status bar shows of this state. */
export function statusView(phase: Phase, statuses: readonly Status[]): StatusView {
  switch (phase.kind) {
    case "noPython":
      return noPython(phase.refused);
    case "stopped":
      return {
        text: l10n.t("$(shield) Touchline stopped"),
        tooltip: `${plain(phase.reason)}\n\n${l10n.t("Click to start it again.")}`,
        command: "touchline.restart",
        colour: "error",
      };
    case "starting":
      return starting("");
    case "running":
      return watching(statuses);
  }
}

function noPython(refused: string[]): StatusView {
  const needed = l10n.t("Touchline runs on Python 3.11 to 3.14.");
  const help = `[${l10n.t("Get Python")}](${DOWNLOADS})`;
  return {
    text: l10n.t("$(shield) Touchline needs Python 3.11 to 3.14"),
    tooltip: [needed, ...refused.map(plain), l10n.t("Click to choose one."), help].join("\n\n"),
    command: "touchline.choosePython",
    colour: "error",
  };
}

function starting(text: string): StatusView {
  const tooltip = plain(text) || l10n.t("Touchline is taking the baseline.");
  return { text: "$(loading~spin) Touchline", tooltip, command: "touchline.showChanges" };
}

function watching(statuses: readonly Status[]): StatusView {
  const states = statuses.map(({ state }) => state);
  if (statuses.length === 0 || states.includes("starting")) {
    return starting(statuses.find(({ state }) => state === "starting")?.text ?? "");
  }
  const counts = statuses.map((status) => status.counts).reduce(add);
  const changed = l10n.t("Touchline: {0} files changed", counts.files);
  const since = statuses.map(({ label, text }) => [label, text].filter(Boolean).join(": "));
  return {
    text: [`${icon(statuses)} ${counts.files}`, ...words(counts)].join(" · "),
    label: [changed, ...words(counts), ...since].join(", "),
    tooltip: statuses.map(tooltip).join("\n\n---\n\n"),
    command: "touchline.showChanges",
    ...(counts.errors > 0 ? { colour: "error" as const } : {}),
  };
}

function icon(statuses: readonly Status[]): string {
  if (statuses.some(({ state }) => state === "trouble")) {
    return "$(warning)";
  }
  return statuses.some(({ paused }) => paused) ? "$(debug-pause)" : "$(shield)";
}

/** What is worth a word in the bar. */
function words({ ruledOut, errors, warnings, unmentioned }: Counts): string[] {
  const out = Math.max(ruledOut, errors);
  return [
    out > 0 ? l10n.t("{0} ruled out", out) : "",
    warnings === 1 ? l10n.t("1 warning") : "",
    warnings > 1 ? l10n.t("{0} warnings", warnings) : "",
    unmentioned > 0 ? l10n.t("{0} unmentioned", unmentioned) : "",
  ].filter(Boolean);
}

function add(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const key of Object.keys(one) as (keyof Counts)[]) {
    sum[key] += other[key];
  }
  return sum;
}

function tooltip(status: Status): string {
  const { task, notes, since, label, text } = status;
  const start = since ? new Date(since).toLocaleTimeString() : "";
  const more = notes.length - NOTES_SHOWN;
  return [
    `**${plain(task?.title ?? l10n.t("No task is written down."))}**`,
    plain(text),
    start && l10n.t("Since {0} ({1})", start, plain(label)),
    table(status.counts),
    writers(status.counts),
    ...notes.slice(0, NOTES_SHOWN).map((note) => `$(info) ${plain(note.message)}`),
    more > 0 ? l10n.t("and {0} more notes", more) : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}

function table(counts: Counts): string {
  const rows: [string, number][] = [
    [l10n.t("Hunks asked for"), counts.askedFor],
    [l10n.t("near"), counts.near],
    [l10n.t("unmentioned"), counts.unmentioned],
    [l10n.t("ruled out"), counts.ruledOut],
    [l10n.t("Errors"), counts.errors],
    [l10n.t("Warnings"), counts.warnings],
    [l10n.t("Typed by you, not shown"), counts.mine],
  ];
  return ["| | |", "|:--|--:|", ...rows.map(([name, count]) => `| ${name} | ${count} |`)].join(
    "\n",
  );
}

/** Who wrote the hunks, those first whose hunks are most worth a look. */
function writers({ byAgent, byUnknown, byHuman, byGit }: Counts): string {
  const each: [string, number][] = [
    [l10n.t("an agent {0}", byAgent), byAgent],
    [l10n.t("someone unknown {0}", byUnknown), byUnknown],
    [l10n.t("you {0}", byHuman), byHuman],
    [l10n.t("git {0}", byGit), byGit],
  ];
  const said = each.filter(([, count]) => count > 0).map(([name]) => name);
  return said.length > 0 ? l10n.t("Hunks written by: {0}", said.join(", ")) : "";
}

/** Text from the workspace must not act as Markdown or as icons. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>$~]/g, "\\$&").replace(/\s+/g, " ");
}
