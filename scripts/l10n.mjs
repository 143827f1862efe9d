// Collects the strings of the client for translators; `--check` says whether they are up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const SOURCES = "client/src";
const BUNDLE = "l10n/bundle.l10n.json";
const CALL = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;

const files = readdirSync(SOURCES, { recursive: true }).filter((name) => name.endsWith(".ts"));
const texts = files.map((name) => readFileSync(path.join(SOURCES, name), "utf8"));
const found = texts.flatMap((text) =>
  [...text.matchAll(CALL)].map(([, quoted]) => JSON.parse(quoted)),
);
const strings = [...new Set(found)].sort();
const bundle = `${JSON.stringify(Object.fromEntries(strings.map((s) => [s, s])), null, 2)}\n`;

if (process.argv.includes("--check")) {
  checkBundle();
  checkPackage();
} else {
  writeFileSync(BUNDLE, bundle);
}

function checkBundle() {
  if (readFileSync(BUNDLE, "utf8") !== bundle) {
    fail(`${BUNDLE} is not up to date; run: node scripts/l10n.mjs`);
  }
}

/** Every %key% of package.json has its words, and no words are left over. */
function checkPackage() {
  const used = new Set(
    [...readFileSync("package.json", "utf8").matchAll(/"%(.+?)%"/g)].map((m) => m[1]),
  );
  const known = new Set(Object.keys(JSON.parse(readFileSync("package.nls.json", "utf8"))));
  const missing = [...used].filter((key) => !known.has(key));
  const unused = [...known].filter((key) => !used.has(key));
  if (missing.length + unused.length > 0) {
    fail(
      `package.nls.json: missing ${missing.join(", ") || "none"}; unused ${unused.join(", ") || "none"}`,
    );
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
