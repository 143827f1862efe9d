/** The status bar's words for each state of the sessions. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Phase } from "../src/server";
import { statusView } from "../src/status";
import { status } from "./known";

const RUNNING: Phase = { kind: "running" };

test("what was ruled out and the warnings follow the number of files", () => {
  const counted = status({}, { files: 12, ruledOut: 1, errors: 1, warnings: 2 });
  const view = statusView(RUNNING, [counted]);
  assert.equal(view.text, "$(shield) 12 · 1 ruled out · 2 warnings");
  assert.equal(view.colour, "error");
});

test("without an error there is no colour", () => {
  const view = statusView(RUNNING, [status({}, { files: 1, warnings: 1 })]);
  assert.equal(view.text, "$(shield) 1 · 1 warning");
  assert.equal(view.colour, undefined);
});

test("the baseline is being taken until every folder has one", () => {
  const text = "4,000 of 9,000 files";
  const view = statusView(RUNNING, [status({}), status({ state: "starting", text })]);
  assert.equal(view.text, "$(loading~spin) Touchline");
  assert.equal(view.tooltip, text);
});

test("several folders are counted together, and each has its part of the tooltip", () => {
  const one = status({ task: { title: "Round refunds", uri: null } }, { files: 1 });
  const view = statusView(RUNNING, [one, status({}, { files: 2 })]);
  assert.equal(view.text, "$(shield) 3");
  assert.match(view.tooltip, /Round refunds.*---.*No task is written down/s);
});

test("a lost watch shows before a pause", () => {
  const text = "Some folders can't be watched.";
  const states = [status({ state: "paused" }), status({ state: "trouble", text })];
  assert.match(statusView(RUNNING, states).text, /^\$\(warning\)/);
  assert.match(statusView(RUNNING, states.slice(0, 1)).text, /^\$\(debug-pause\)/);
});

test("one folder of two that is paused shows, and one that is in trouble as well", () => {
  const one = status({ state: "paused" });
  assert.match(statusView(RUNNING, [status({}), one]).text, /^\$\(debug-pause\)/);
  const lost = status({ state: "trouble", paused: true });
  assert.match(statusView(RUNNING, [lost]).text, /^\$\(warning\)/);
});

test("the tooltip says who wrote the hunks, and nothing of who wrote none", () => {
  const counted = status({}, { byAgent: 7, byHuman: 2, byUnknown: 1 });
  const { tooltip } = statusView(RUNNING, [counted]);
  assert.match(tooltip, /Hunks written by: an agent 7, someone unknown 1, you 2\n|you 2$/);
  assert.doesNotMatch(tooltip, /git/);
  assert.doesNotMatch(statusView(RUNNING, [status({})]).tooltip, /written by/);
});

test("without Python the tooltip has the reasons, and a click leads to the setting", () => {
  const view = statusView({ kind: "noPython", refused: ["python3: Python 3.9"] }, []);
  assert.match(view.text, /needs Python 3\.11 to 3\.14/);
  assert.match(view.tooltip, /https:\/\/www\.python\.org\/downloads/);
  assert.equal(view.colour, "error");
  assert.match(view.tooltip, /Python 3\.9/);
  assert.equal(view.command, "touchline.choosePython");
});

test("a server that ended is said, and a click starts it again", () => {
  const view = statusView({ kind: "stopped", reason: "It ended." }, []);
  assert.equal(view.command, "touchline.restart");
  assert.equal(view.colour, "error");
});

test("the task's words are no Markdown and no icons", () => {
  const task = { title: "[click](command:x) $(flame) | **now**", uri: null };
  const { tooltip } = statusView(RUNNING, [status({ task })]);
  assert.doesNotMatch(tooltip, /\[click\]\(|[^\\]\$\(flame\)|[^\\]\|\s\*\*now/);
});

test("only the first notes are shown, and the rest is counted", () => {
  const notes = Array.from({ length: 7 }, (_, n) => ({ kind: "x", message: `n${n}`, uri: null }));
  const { tooltip } = statusView(RUNNING, [status({ notes })]);
  assert.match(tooltip, /n4.*and 2 more notes/s);
  assert.doesNotMatch(tooltip, /n5/);
});
