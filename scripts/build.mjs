// Bundles the client; `--watch` rebuilds on every save. The language client is a bundle of its own:
// it is many times larger than the rest, and not needed to activate the extension.
import { context } from "esbuild";

// esbuild copies the 400 names of VS Code's API for each module that imports it, which took most
// of the time to load them all. What inherits the names has none of its own to copy.
const inheritApi = {
  name: "inherit-api",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/, namespace: "file" }, ({ importer }) =>
      importer.includes("node_modules") ? undefined : { path: "vscode", namespace: "api" },
    );
    onLoad({ filter: /^vscode$/, namespace: "api" }, () => ({
      contents: 'module.exports = Object.create(require("vscode"));',
    }));
  },
};

const build = await context({
  entryPoints: ["client/src/extension.ts", "client/src/languageclient.ts"],
  outdir: "client/out",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "./languageclient.js"],
  plugins: [inheritApi],
  supported: { "dynamic-import": false }, // becomes `require`, which finds the second bundle
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
