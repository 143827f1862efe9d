/** As much of VS Code's API as the modules under test need, to run them without it. */

interface Window {
  state: { focused: boolean };
  activeTextEditor: unknown;
}

export const l10n = {
  t: (text: string, ...values: unknown[]) =>
    text.replace(/\{(\d+)\}/g, (_, number) => String(values[Number(number)])),
};

/** The setting and the other extensions, as a test wants them. */
export const given = {
  interpreter: "",
  folders: [] as string[],
  extensions: new Map<string, unknown>(),
};

export const workspace = {
  get workspaceFolders() {
    return given.folders.map((fsPath) => ({ uri: { fsPath } }));
  },
  getConfiguration: () => ({ get: () => given.interpreter }),
};

export const extensions = { getExtension: (id: string) => given.extensions.get(id) };

export const window: Window = { state: { focused: true }, activeTextEditor: undefined };
