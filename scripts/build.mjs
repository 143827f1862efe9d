// Bundles the client into one file; `--watch` rebuilds on every save.
import { context } from "esbuild";

const build = await context({
  entryPoints: ["client/src/extension.ts"],
  outfile: "client/out/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minify: process.argv.includes("--minify"),
  sourcemap: !process.argv.includes("--minify"),
  logLevel: "warning",
});

if (process.argv.includes("--watch")) {
  await build.watch();
} else {
  await build.rebuild();
  await build.dispose();
}
