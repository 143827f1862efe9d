/** Where the server's Python comes from: the setting, the Python extension, then the PATH. */

import assert from "node:assert/strict";
import { chmod, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { chooseInterpreter } from "../src/interpreter";
import { given } from "./vscode";

const PATH = process.env.PATH;
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "touchline-"));
  process.env.PATH = folder;
});

afterEach(() => {
  process.env.PATH = PATH;
  Object.assign(given, { interpreter: "", folders: [], extensions: new Map() });
});

test("the setting alone counts where it is given", async () => {
  await python("python3", 12);
  choose(await python("chosen", 13));
  given.interpreter = await python("set", 14);
  assert.deepEqual(await chooseInterpreter(), { command: given.interpreter, version: "3.14" });
});

test("a setting that leads nowhere is said, and nothing else is taken", async () => {
  await python("python3", 12);
  given.interpreter = path.join(folder, "none");
  const found = await chooseInterpreter();
  assert.match(String("refused" in found && found.refused), /touchline\.interpreter.*is not there/);
});

test("the Python extension's choice comes before the PATH", async () => {
  await python("python3", 12);
  const chosen = await python("chosen", 13);
  choose(chosen);
  assert.deepEqual(await chooseInterpreter(), { command: chosen, version: "3.13" });
});

test("a choice that can't run the server, and an extension that fails, leave the PATH", async () => {
  const usual = await python("python3", 12);
  choose(await python("old", 9));
  assert.deepEqual(await chooseInterpreter(), { command: usual, version: "3.12" });
  given.extensions.set("ms-python.python", { activate: () => Promise.reject(new Error("broken")) });
  assert.deepEqual(await chooseInterpreter(), { command: usual, version: "3.12" });
});

test("an extension that hangs is not waited for", async (context) => {
  const usual = await python("python3", 12);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  given.extensions.set("ms-python.python", { activate: () => new Promise(() => {}) });
  const found = chooseInterpreter();
  context.mock.timers.tick(60_000);
  context.mock.timers.reset();
  assert.deepEqual(await found, { command: usual, version: "3.12" });
});

test("the workspace's own Python is passed by, whoever names it", async () => {
  choose(await python("python3", 12));
  given.folders = [folder];
  const found = await chooseInterpreter();
  assert.match(String("refused" in found && found.refused), /lies in the workspace/);
});

/** Has the Python extension choose an interpreter. */
function choose(command: string): void {
  const environments = {
    getActiveEnvironmentPath: () => ({ path: command }),
    resolveEnvironment: async () => ({ executable: { uri: { fsPath: command } } }),
  };
  given.extensions.set("ms-python.python", { activate: async () => ({ environments }) });
}

/** Makes a program that says it is CPython 3 of a version. */
async function python(name: string, minor: number): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\necho cpython 3 ${minor} 8 False\n`);
  await chmod(file, 0o755);
  return file;
}
