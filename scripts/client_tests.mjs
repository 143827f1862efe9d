// Runs the tests of the client's own modules (client/test) with Node's test runner. Its report in
// JUnit's form goes to the file that is named, if one is.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const TESTS = "client/test";
const OUT = ".cache/client-test";

const tests = readdirSync(TESTS).filter((name) => name.endsWith(".test.ts"));
rmSync(OUT, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => path.join(TESTS, name)),
  outdir: OUT,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  alias: { vscode: `./${TESTS}/vscode.ts` },
  external: ["./languageclient.js"],
  logLevel: "error", // no test calls what the stub of VS Code's API leaves out
});
const report = process.argv[2];
const reporters = ["--test-reporter=dot", "--test-reporter-destination=stdout"];
if (report) {
  reporters.push("--test-reporter=junit", `--test-reporter-destination=${report}`);
}
const built = readdirSync(OUT).map((name) => path.join(OUT, name));
const { status } = spawnSync(process.execPath, ["--test", ...reporters, ...built], {
  stdio: "inherit",
});
process.exit(status ?? 1);
