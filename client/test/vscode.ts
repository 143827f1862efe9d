/** As much of VS Code's API as the modules under test need, to run them without it. */

interface Window {
  state: { focused: boolean };
  activeTextEditor: unknown;
}

export const l10n = {
  t: (text: string, ...values: unknown[]) =>
    text.replace(/\{(\d+)\}/g, (_, number) => String(values[Number(number)])),
};

export const window: Window = { state: { focused: true }, activeTextEditor: undefined };
