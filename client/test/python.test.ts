/** Which Python may run the server. */

import assert from "node:assert/strict";
import { chmod, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { findPython, fromSource, judge, NEWEST, OLDEST, startsFromSource } from "../src/python";

const VERSIONS = Array.from({ length: NEWEST - OLDEST + 1 }, (_, n) => OLDEST + n);

for (const minor of VERSIONS) {
  test(`CPython 3.${minor} is taken`, () => {
    assert.deepEqual(judge(`cpython 3 ${minor} 8 False`), { version: `3.${minor}` });
  });
}

for (const line of [
  `cpython 3 ${OLDEST - 1} 8 False`,
  `cpython 3 ${NEWEST + 1} 8 False`,
  "cpython 2 7 8 False",
  "pypy 3 11 8 False",
  "cpython 3 12 4 False",
  "cpython 3 14 8 True",
]) {
  test(`"${line}" is refused with a reason`, () => {
    assert.ok("reason" in judge(line));
  });
}

test("the source tree's server runs by itself, or calls the debugger that waits for it", () => {
  assert.deepEqual(fromSource("bin"), { command: path.join("bin", "touchline"), args: ["serve"] });
  const debugged = fromSource("bin", "127.0.0.1:5678");
  assert.equal(debugged.command, path.join("bin", "python"));
  assert.equal(
    debugged.args.join(" "),
    "-P -m debugpy --connect 127.0.0.1:5678 -m touchline serve",
  );
});

test("the packed server starts where a person installed it, the source's where it is made", () => {
  const here = { packed: true, source: true, developed: true };
  assert.equal(startsFromSource(here), true);
  assert.equal(startsFromSource({ ...here, developed: false }), false);
  assert.equal(startsFromSource({ ...here, source: false }), false);
  assert.equal(startsFromSource({ ...here, packed: false, developed: false }), true);
});

test("what lies in the workspace is never run, even through a link from outside", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "touchline-"));
  const [inside, link] = [path.join(folder, "python3"), path.join(await temporary(), "python3")];
  await script(inside, `touch "${folder}/ran"; echo cpython 3 12 8 False`);
  await symlink(inside, link);
  for (const command of [inside, link]) {
    const found = await findPython([{ command, origin: "the setting" }], [folder]);
    assert.match(String("refused" in found && found.refused), /lies in the workspace/);
  }
});

test("the first that can run the server is taken, and the others say why not", async () => {
  const folder = await temporary();
  const [old, good] = [path.join(folder, "old"), path.join(folder, "good")];
  await script(old, "echo cpython 3 9 8 False");
  await script(good, "echo cpython 3 12 8 False");
  const candidates = [path.join(folder, "none"), old, good].map((command) => ({
    command,
    origin: "the PATH",
  }));
  assert.deepEqual(await findPython(candidates, ["/workspace"]), {
    command: good,
    version: "3.12",
  });
  const { refused } = (await findPython(candidates.slice(0, 2), [])) as { refused: string[] };
  assert.match(String(refused), /the PATH: Python 3\.9/);
});

function temporary(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "touchline-"));
}

async function script(file: string, text: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
}
