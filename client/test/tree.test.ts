/** The rows of the changes view. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Author } from "../src/protocol";
import { type Row, rows } from "../src/views/tree";
import { changes, finding, hunk, status } from "./known";

const CLAUSE = { text: "Round refunds", line: 3, uri: "file:///cart/.touchline/task.md" };
const asked = hunk("cart/refunds.py", { verdict: "asked-for", clause: CLAUSE });
const out = hunk("deploy/settings.toml", { verdict: "ruled-out" });
const near = hunk("cart/cart.py", { near: true });
const other = hunk("docs/notes.md");
const typed = hunk("README.md", { author: "human" });

const labels = (found: Row[]) => found.map(({ label }) => label);
const MINE: Author[] = ["human"];

test("the groups come in the order of what needs a look first", () => {
  const found = rows([changes([asked, near, other, out])], "verdict");
  assert.deepEqual(labels(found), [
    "Ruled out",
    "Unmentioned",
    "Near what was asked for",
    "Round refunds",
  ]);
});

test("what the person typed lies in a closed group of its own", () => {
  const last = rows([changes([out, typed])], "verdict", [], MINE).at(-1);
  assert.equal(last?.label, "Typed by you");
  assert.equal(last?.expanded, false);
  assert.equal(last?.children.length, 1);
});

test("by file as well, what the person typed lies in that group", () => {
  const both = hunk("deploy/settings.toml", { id: "mine", author: "human" });
  const found = rows([changes([out, both, typed])], "file", [], MINE);
  assert.deepEqual(labels(found), ["deploy/settings.toml", "Typed by you"]);
  assert.deepEqual(
    found.map(({ children }) => children.length),
    [1, 2],
  );
});

test("an action on a row means what the row shows", () => {
  const found = rows([changes([out, near, other, typed])], "verdict", [], MINE);
  assert.deepEqual(
    found.map(({ target }) => target),
    [
      { kind: "ruled-out", id: "", hidden: MINE },
      { kind: "unmentioned", id: "", hidden: MINE },
      undefined,
      undefined,
    ],
  );
  const [file] = rows([changes([out])], "file", [], MINE);
  assert.deepEqual(file?.target, { kind: "file", id: out.path, hidden: MINE });
});

test("by file, each file is a row with what was found in it below", () => {
  const found = rows([changes([asked, out], [finding(out)])], "file");
  assert.deepEqual(labels(found), ["cart/refunds.py", "deploy/settings.toml"]);
  assert.match(JSON.stringify(found[1]), /An assertion was removed/);
});

test("a finding hangs on its hunk, and can be taken back and allowed by itself", () => {
  const text = JSON.stringify(rows([changes([other], [finding(other)])], "verdict"));
  assert.match(text, /"kind":"finding","id":"finding of docs\/notes.md"/);
});

test("work from before the session and what git did are told below the changes", () => {
  const before = status({
    uncommitted: 2,
    headMove: { commit: "abcdef0123456", files: 1, stash: false },
  });
  const found = rows([changes([out])], "verdict", [before]);
  assert.deepEqual(labels(found).slice(1), [
    "Git changed 1 file",
    "2 uncommitted files lie before the session",
  ]);
});

test("two folders with changes are a row each", () => {
  const second = { ...changes([out]), root: "file:///shop%20window" };
  assert.deepEqual(labels(rows([changes([out]), second], "verdict")), ["cart", "shop window"]);
});

test("every row has an id of its own", () => {
  const found = rows(
    [changes([asked, near, other, out], [finding(out), finding(other)])],
    "verdict",
  );
  const ids = all(found).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

function all(found: Row[]): Row[] {
  return found.flatMap((row) => [row, ...all(row.children)]);
}
