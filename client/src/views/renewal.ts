/** Brings the rows that are shown up to date, each remaining the object that VS Code knows. */

import type { Row } from "./tree";

/**
 * Takes over what is now, and returns the rows that became others; undefined where the list itself
 * did. VS Code forgets all rows below what it is told of until it has asked for them anew, and a
 * click that comes meanwhile is lost, so it is told of as little as can be.
 */
export function renew(shown: readonly Row[], now: readonly Row[]): Row[] | undefined {
  if (shown.length !== now.length || shown.some(({ id }, n) => id !== now[n]?.id)) {
    return undefined;
  }
  return shown.flatMap((row, n) => renewRow(row, now[n] ?? row));
}

function renewRow(row: Row, now: Row): Row[] {
  const below = renew(row.children, now.children);
  const stays = below !== undefined && own(row) === own(now);
  const children = below === undefined ? now.children : row.children;
  Object.assign(row, NEITHER, now, { children });
  return stays ? below : [row];
}

/** What a row may lack. */
const NEITHER = { target: undefined, place: undefined };

function own(row: Row): string {
  return JSON.stringify({ ...row, children: row.children.length > 0 });
}
