/** The floors of the house (docs/architecture.md): arrows run down, packages meet through contracts. */
const floors = [
  ['core-service-manager', 'expressions'],
  ['storage-manager'],
  ['business-objects'],
  ['script-engine', 'work-manager'],
  ['comm-server', 'reporting', 'wrappers'],
  ['app-builder', 'web-client'],
  ['crm', 'cli'],
];
const upward = floors.flatMap((rooms, floor) => {
  const above = floors.slice(floor + 1).flat();
  return above.length === 0
    ? []
    : rooms.map((room) => ({
        name: `no-arrow-up-from-${room}`,
        severity: 'error',
        from: { path: `^packages/${room}/` },
        to: { path: `^packages/(${above.join('|')})/` },
      }));
});
/** What a component's author builds with: part of the framework's surface like the contracts. */
const kits = '^packages/core-service-manager/(src|dist)/(wrapper-kit|wiring|conformance)/';
const spec = '\\.(spec|spec-d|fixture)\\.ts$|/(testing|fixtures)/|^packages/[^/]+/(tests|dev)/';

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'contracts-only',
      comment:
        'A package imports another one’s contract only. The composition roots may start the service manager and the application.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: [spec, '^packages/(app-builder|cli)/'] },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/(src|dist)/contract/', kits],
      },
    },
    {
      name: 'composition-roots',
      comment:
        'The command line and the application builder know engines by name from app.yaml only, except the service manager and the builder.',
      severity: 'error',
      from: { path: '^packages/(app-builder|cli)/', pathNot: spec },
      to: {
        path: '^packages/[^/]+/',
        pathNot: [
          '^packages/$1/',
          '^packages/[^/]+/(src|dist)/contract/',
          '^packages/core-service-manager/',
          '^packages/app-builder/(src|dist)/index\\.',
        ],
      },
    },
    {
      name: 'no-cycles',
      comment: 'Types may name each other; code may not need each other in a circle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-is-free-of-engines',
      comment: 'A contract holds types, tokens and schemas; it never imports its own engine.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/contract/' },
      to: { path: '^packages/$1/src/', pathNot: '^packages/$1/src/contract/' },
    },
    { name: 'no-orphaned-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared-dependencies-only',
      severity: 'error',
      from: { path: '^packages/', pathNot: spec },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/(?!contract/)|^bench/node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json'],
    },
  },
};
