/** Words and icons for one hunk or finding. */

import { l10n } from "vscode";
import type { Author, ChangedFile, Finding, Hunk, Severity, Verdict } from "../protocol";

export interface Icon {
  /** The name of a codicon. */
  id: string;
  /** The name of a theme colour. */
  colour?: string;
}

const BY_SEVERITY: Record<Severity, Icon> = {
  error: { id: "error", colour: "list.errorForeground" },
  warning: { id: "warning", colour: "list.warningForeground" },
  information: { id: "info" },
  hint: { id: "lightbulb" },
};

const ASKED_FOR: Icon = { id: "pass" };

/** The icon of a finding: its severity, unless somebody asked for it. */
export function findingIcon({ verdict, severity }: Finding): Icon {
  return verdict === "asked-for" ? ASKED_FOR : BY_SEVERITY[severity];
}

/** The icon of a hunk: the loudest of its findings, else what happened to the file. */
export function hunkIcon(hunk: Hunk, findings: Finding[], file: ChangedFile | undefined): Icon {
  const loudness: Severity[] = ["error", "warning"];
  const speaking = findings.filter(({ verdict }) => verdict !== "asked-for");
  const loudest = loudness.find((level) => speaking.some(({ severity }) => severity === level));
  if (loudest) {
    return BY_SEVERITY[loudest];
  }
  if (hunk.verdict === "ruled-out") {
    return BY_SEVERITY.error;
  }
  const icons: Record<ChangedFile["kind"], string> = {
    created: "diff-added",
    edited: "diff-modified",
    deleted: "diff-removed",
    renamed: "diff-renamed",
    mode: "settings",
  };
  return { id: icons[file?.kind ?? "edited"] };
}

/** The tooltip: the verdict with its clause, and who wrote it. */
export function about(it: Hunk | Finding): string {
  const lines = [
    "message" in it ? it.message : it.header,
    it.clause ? l10n.t("{0}: “{1}”", verdict(it.verdict), it.clause.text) : verdict(it.verdict),
    l10n.t("Written by {0}", author(it.author, it.confidence)),
  ];
  return lines.join("\n");
}

function verdict(of: Verdict): string {
  const words: Record<Verdict, string> = {
    "asked-for": l10n.t("Asked for"),
    unmentioned: l10n.t("The task does not mention it"),
    "ruled-out": l10n.t("Ruled out"),
  };
  return words[of];
}

function author(of: Author, confidence: number): string {
  const words: Record<Author, string> = {
    agent: l10n.t("an agent"),
    human: l10n.t("you"),
    git: l10n.t("git"),
    unknown: l10n.t("someone unknown"),
  };
  const percent = Math.round(confidence * 100);
  return of === "unknown" ? words[of] : l10n.t("{0} ({1} % sure)", words[of], percent);
}
