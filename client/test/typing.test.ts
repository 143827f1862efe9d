/** Which edits in a buffer a person typed. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { TextDocumentChangeEvent } from "vscode";
import { isTyped } from "../src/typing";
import { window } from "./vscode";

const document = {};
const lines = (start: number, end = start) => ({ start: { line: start }, end: { line: end } });

function edit(line: number, given: object = {}): TextDocumentChangeEvent {
  const event = { document, reason: undefined, contentChanges: [{ range: lines(line) }], ...given };
  return event as unknown as TextDocumentChangeEvent;
}

beforeEach(() => {
  window.state.focused = true;
  window.activeTextEditor = { document, selections: [lines(10)] };
});

for (const line of [9, 10, 11]) {
  test(`an edit in line ${line} is typed with the cursor in line 10`, () => {
    assert.ok(isTyped(edit(line)));
  });
}

test("an edit far from the cursor is not", () => {
  assert.ok(!isTyped(edit(12)));
});

test("an edit in another document is not", () => {
  assert.ok(!isTyped(edit(10, { document: {} })));
});

test("an edit in a window without the focus is not", () => {
  window.state.focused = false;
  assert.ok(!isTyped(edit(10)));
});

test("an undo is, wherever it is", () => {
  assert.ok(isTyped(edit(99, { reason: 1 })));
});

test("with several cursors, each change has to be near one", () => {
  window.activeTextEditor = { document, selections: [lines(10), lines(40)] };
  const changes = [lines(10), lines(40)].map((range) => ({ range }));
  assert.ok(isTyped(edit(0, { contentChanges: changes })));
  assert.ok(!isTyped(edit(0, { contentChanges: [...changes, { range: lines(70) }] })));
});
