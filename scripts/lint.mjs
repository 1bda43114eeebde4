// Everything that reads the code without running it: types, type tests, lint, layers, cycles, format.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

function run(title, command, args) {
  const started = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`.trim();
  const ok = status === 0 && !error;
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${title} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
  if (!ok) process.stdout.write(`${error ? error.message : output}\n`);
  return { ok, stdout: stdout ?? '' };
}

/** dependency-cruiser reports success when it sees nothing (as with TypeScript 7): so its module count is checked. */
function layers() {
  const { stdout } = spawnSync(
    bin('depcruise'),
    ['packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  const { summary } = JSON.parse(stdout);
  const seesEnough = summary.totalCruised > 200 && summary.totalDependenciesCruised > summary.totalCruised;
  const ok = seesEnough && summary.error === 0;
  process.stdout.write(
    `${ok ? 'ok  ' : 'FAIL'} layers, contracts and cycles (${summary.totalCruised} modules, ${summary.totalDependenciesCruised} arrows)\n`,
  );
  if (!seesEnough) process.stdout.write('The checker hardly saw a module: it is broken, not the code.\n');
  for (const { rule, from, to } of summary.violations) process.stdout.write(`  ${rule.name}: ${from} -> ${to}\n`);
  return { ok };
}

const results = [
  run('types of the packages', bin('tsc'), ['-b']),
  run('types of the browser side', bin('tsc'), ['-p', 'packages/web-client', '--noEmit']),
  run('types of the tests and type tests', bin('tsc'), ['-p', 'tsconfig.tests.json']),
  run('lint', bin('oxlint'), ['--type-aware', '--quiet']),
  layers(),
  run('packages do not depend on each other in a circle', 'node', ['scripts/check-package-cycles.mjs']),
  run('format', bin('oxfmt'), ['--check', '.']),
];
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(failed === 0 ? 'lint: all checks passed\n' : `lint: ${failed} checks failed\n`);
process.exit(failed === 0 ? 0 : 1);
