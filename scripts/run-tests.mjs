// `npm test`: builds, runs every test that this machine allows, and says at the end what ran and what was left out and why.
// With CI=true anything left out is a failure. Arguments go to vitest (a part of a file's path, -t NAME).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const onPath = (command) =>
  // Servers lie in /usr/sbin, which is not in everybody's PATH.
  [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin'].some((folder) =>
    existsSync(path.join(folder, command)),
  );

/** What a test may need beyond npm; the tests themselves ask the same question (tests/prerequisites.ts). */
const prerequisites = [
  { name: 'chromium', what: 'browser tests', present: existsSync('/usr/bin/chromium') },
  // It sends digits and audio from a raw socket, which only root may open.
  {
    name: 'sipp, run as root,',
    what: 'calls by a real SIP caller',
    present: onPath('sipp') && process.getuid?.() === 0,
  },
  { name: 'baresip', what: "an agent's real SIP phone", present: onPath('baresip') },
  { name: 'espeak-ng', what: 'making prompts', present: onPath('espeak-ng') },
  { name: 'nats-server', what: 'components in several processes', present: onPath('nats-server') },
  { name: 'slapd', what: 'a real LDAP directory', present: onPath('slapd') },
  { name: 'mariadbd', what: 'a real MariaDB server', present: onPath('mariadbd') },
  { name: 'sshd', what: 'a real SFTP server', present: onPath('sshd') },
];

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
}

const build = run('node', ['scripts/build.mjs', '--if-needed']);
if (build.status !== 0) {
  process.stdout.write('0 passed, 1 failed\n');
  process.exit(1);
}

const out = mkdtempSync(path.join(os.tmpdir(), 'caruso-tests-'));
const report = path.join(out, 'report.json');
const vitest = run(path.join(root, 'node_modules', '.bin', 'vitest'), [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const { testResults } = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { testResults: [] };
rmSync(out, { recursive: true, force: true });

const groups = new Map();
let withoutData = 0;
for (const file of testResults) {
  const [top, second] = path.relative(root, file.name).split(path.sep);
  const group = top === 'tests' ? 'tests (cross-package, browser, calls)' : `${top}/${second}`;
  const counts = groups.get(group) ?? { passed: 0, failed: 0, skipped: 0 };
  if (file.assertionResults.length === 0 && file.status === 'failed') counts.failed += 1;
  for (const { status, fullName } of file.assertionResults) {
    if (status === 'passed') counts.passed += 1;
    else if (status === 'failed') counts.failed += 1;
    // Real input that lies beside the repository on some machines; each parser has samples of its own in it, too.
    else if (fullName.includes('[shared data]')) withoutData += 1;
    else counts.skipped += 1;
  }
  groups.set(group, counts);
}

const total = { passed: 0, failed: 0, skipped: 0 };
process.stdout.write(
  `\n${'WHERE'.padEnd(42)}${'PASSED'.padStart(8)}${'FAILED'.padStart(8)}${'LEFT OUT'.padStart(10)}\n`,
);
for (const [group, counts] of [...groups].toSorted(([a], [b]) => a.localeCompare(b))) {
  process.stdout.write(
    `${group.padEnd(42)}${String(counts.passed).padStart(8)}${String(counts.failed).padStart(8)}${String(counts.skipped).padStart(10)}\n`,
  );
  for (const key of Object.keys(total)) total[key] += counts[key];
}

if (withoutData > 0)
  process.stdout.write(
    `not run: ${withoutData} tests over files that lie beside the repository on some machines only\n`,
  );
const missing = prerequisites.filter(({ present }) => !present);
for (const { name, what } of missing)
  process.stdout.write(
    `left out: ${what}, because ${name} is not there (scripts/provision-tests installs it on Debian, as root)\n`,
  );
if (missing.length === 0 && total.skipped > 0)
  process.stdout.write(`left out: ${total.skipped} tests, although everything is installed\n`);

const strict = process.env.CI === 'true' && process.argv.length === 2;
const leftOut = strict && (missing.length > 0 || total.skipped > 0);
if (leftOut) process.stdout.write('With CI=true nothing may be left out.\n');
const broken = vitest.status !== 0 && total.failed === 0;
if (broken) process.stdout.write('The test runner itself failed: see above.\n');
const failed = total.failed + (leftOut ? Math.max(1, total.skipped) : 0) + (broken ? 1 : 0);
process.stdout.write(`\n${total.passed} passed, ${failed} failed\n`);
process.exit(failed === 0 && total.passed > 0 ? 0 : 1);
