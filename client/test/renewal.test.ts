/** Bringing the rows that are shown up to date. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Hunk } from "../src/protocol";
import { renew } from "../src/views/renewal";
import { type Row, rows } from "../src/views/tree";
import { changes, finding, hunk } from "./known";

const out = hunk("deploy/settings.toml", { verdict: "ruled-out" });
const other = hunk("docs/notes.md");
const more = hunk("docs/more.md");

const listed = (...hunks: Hunk[]) => rows([changes(hunks)], "verdict");
const labels = (told: Row[] | undefined) => told?.map(({ label }) => label);

test("nothing is told where nothing became other", () => {
  assert.deepEqual(renew(listed(out, other), listed(out, other)), []);
});

test("a new group is a new list", () => {
  assert.equal(renew(listed(out), listed(out, other)), undefined);
});

test("a new row is told of by its group alone, and the others stay the objects that they were", () => {
  const shown = listed(out, other);
  const [first, second] = shown;
  const told = renew(shown, listed(out, other, more));
  assert.deepEqual(told, [second]);
  assert.equal(shown[0], first);
  assert.deepEqual(labels(second?.children), ["notes.md:1", "more.md:1"]);
});

test("a row that reads otherwise is told of alone, and its object has the new words", () => {
  const shown = listed(out, other);
  const row = shown[0]?.children[0];
  const told = renew(shown, listed({ ...out, line: 9 }, other));
  assert.deepEqual(told, [row]);
  assert.equal(row?.label, "settings.toml:9");
});

test("a row that lost what it was found for loses it", () => {
  const shown = rows([changes([out], [finding(out)])], "verdict");
  const told = renew(shown, listed(out));
  assert.equal(told?.[0]?.label, "settings.toml:1");
  assert.deepEqual(told?.[0]?.children, []);
});
