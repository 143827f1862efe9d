/** Finds a Python that can run the server, and never one that the workspace brings along. */

import { execFile } from "node:child_process";
import { realpath } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { l10n } from "vscode";

export const OLDEST = 11;
export const NEWEST = 14;

/** The variable in which a development window is told where the server's debugger listens. */
export const DEBUGGER = "TOUCHLINE_DEBUGGER";

/** Keeps the user's packages and PYTHON* variables out of the server. */
export const ISOLATED = ["-I", "-S"];

/** Prints what decides whether our compiled libraries can be loaded. */
const PROBE = `import struct, sys, sysconfig
print(sys.implementation.name, *sys.version_info[:2], struct.calcsize("P"),
      bool(sysconfig.get_config_var("Py_GIL_DISABLED")))`;

export interface Candidate {
  command: string;
  /** Where it comes from, for the person: "the setting touchline.interpreter". */
  origin: string;
}

export interface Launch {
  command: string;
  args: string[];
}

export type Found = { command: string; version: string } | { refused: string[] };
type Judgement = { version: string } | { reason: string };

/**
 * Whether the server starts from the source tree: where it is developed, though packed libraries
 * may lie there as well, and where there are none.
 */
export function startsFromSource(has: { packed: boolean; source: boolean; developed: boolean }) {
  return !has.packed || (has.source && has.developed);
}

/** Returns how the source tree's server starts: by itself, or so that it calls a debugger. */
export function fromSource(bin: string, debuggerAt?: string): Launch {
  if (!debuggerAt) {
    return { command: path.join(bin, "touchline"), args: ["serve"] };
  }
  // -P keeps the workspace's own modules out, as the script does.
  const debugged = ["-P", "-m", "debugpy", "--connect", debuggerAt, "-m", "touchline", "serve"];
  return { command: path.join(bin, "python"), args: debugged };
}

/**
 * Returns the first candidate that can run the server, or why none can.
 * What lies inside one of `workspaces` is passed by, because an agent could have written it.
 */
export async function findPython(candidates: Candidate[], workspaces: string[]): Promise<Found> {
  const refused: string[] = [];
  for (const candidate of candidates) {
    const command = await locate(candidate.command);
    if (command === undefined) {
      continue;
    }
    const judgement = workspaces.some((root) => isInside(command, root))
      ? { reason: l10n.t("{0} lies in the workspace", command) }
      : await probe(command);
    if ("version" in judgement) {
      return { command, version: judgement.version };
    }
    refused.push(`${candidate.origin}: ${judgement.reason}`);
  }
  return { refused };
}

/** The names to look for on the PATH, best first. */
export function onPath(): Candidate[] {
  const versions = Array.from({ length: NEWEST - OLDEST + 1 }, (_, n) => `python3.${NEWEST - n}`);
  const names = process.platform === "win32" ? ["python"] : ["python3", ...versions, "python"];
  return names.map((command) => ({ command, origin: l10n.t("{0} on the PATH", command) }));
}

/** Judges the line that the probe printed. */
export function judge(line: string): Judgement {
  const [name, major, minor, pointer, free] = line.split(" ");
  const version = `${major}.${minor}`;
  if (name !== "cpython") {
    return { reason: l10n.t("{0} {1}, where CPython is needed", name ?? "", version) };
  }
  if (major !== "3" || Number(minor) < OLDEST || Number(minor) > NEWEST) {
    return {
      reason: l10n.t("Python {0}, where 3.{1} to 3.{2} is needed", version, OLDEST, NEWEST),
    };
  }
  if (pointer !== "8" || free === "True") {
    return { reason: l10n.t("a 32-bit or free-threaded Python {0}", version) };
  }
  return { version };
}

/** Resolves a name or path, links included: a virtual environment's link leads to its Python. */
async function locate(command: string): Promise<string | undefined> {
  for (const place of path.isAbsolute(command) ? [command] : placesOnPath(command)) {
    try {
      return await realpath(place);
    } catch {
      // Not there: the next folder may have it.
    }
  }
  return undefined;
}

function placesOnPath(command: string): string[] {
  const file = process.platform === "win32" ? `${command}.exe` : command;
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(path.isAbsolute);
  return folders.map((folder) => path.join(folder, file));
}

async function probe(command: string): Promise<Judgement> {
  try {
    const options = { timeout: 10_000, windowsHide: true };
    const { stdout } = await promisify(execFile)(command, [...ISOLATED, "-c", PROBE], options);
    return judge(stdout.trim());
  } catch {
    return { reason: l10n.t("{0} did not start", command) };
  }
}

function isInside(file: string, root: string): boolean {
  const relative = path.relative(root, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}
