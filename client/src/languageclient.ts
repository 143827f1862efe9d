/** The language client, as a bundle of its own (scripts/build.mjs). */

export {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient/node";
