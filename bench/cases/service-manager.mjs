// The component framework: one file of service-manager/ a part; each answers figures in the form of the harness.
// Peers that `bench/package.json` names are installed after this file is read: a part is imported when it runs.
const parts = [
  async (tools) => (await import('./service-manager/local-calls.mjs')).localCallFigures(tools),
  async (tools) => (await import('./service-manager/remote-calls.mjs')).remoteCallFigures(tools),
  async (tools) => (await import('./service-manager/replacement.mjs')).replacementFigures(tools),
  async (tools) => (await import('./service-manager/killed-provider.mjs')).killedProviderFigures(tools),
  async (tools) => (await import('./service-manager/no-provider.mjs')).noProviderFigures(tools),
  async (tools) => (await import('./service-manager/thousand-replacements.mjs')).thousandReplacementFigures(tools),
];

export default {
  what: 'Calls, remote calls, replacement and loss of providers (figures beside peers of the same run)',
  async run(tools) {
    const figures = [];
    for (const part of parts) figures.push(...(await part(tools)));
    return figures;
  },
};
