/** What package.json promises: the scopes of the settings, the commands, the walkthrough. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const { contributes } = JSON.parse(readFileSync("package.json", "utf8"));
const settings: Record<string, { scope: string }> = contributes.configuration.properties;

test("what an agent could loosen through workspace settings counts only by machine", () => {
  const free = Object.keys(settings).filter((name) => settings[name]?.scope !== "machine");
  assert.deepEqual(free, ["touchline.quickDiff", "touchline.trace.server"]);
});

test("every command of a menu, a key or the palette is declared", () => {
  const known = new Set(contributes.commands.map(({ command }: { command: string }) => command));
  const used = [contributes.menus, contributes.keybindings].flatMap((part) =>
    [...JSON.stringify(part).matchAll(/"command":"(touchline\.\w+)"/g)].map(([, name]) => name),
  );
  assert.deepEqual(
    used.filter((name) => !known.has(name)),
    [],
  );
});

test("the walkthrough has four steps, each with its picture", () => {
  const [{ steps }] = contributes.walkthroughs;
  assert.equal(steps.length, 4);
  for (const { media } of steps) {
    assert.ok(existsSync(media.svg), media.svg);
    assert.ok(media.altText);
  }
});
