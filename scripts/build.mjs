// Builds what changed: the packages with tsc, the browser side with Vite. `--if-needed` skips the browser side when its sources are older than its output.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules', '.bin', name);

function run(command, args, cwd = root) {
  const done = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (done.error) throw done.error;
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function newest(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    const at = path.join(folder, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(at) : statSync(at).mtimeMs);
  }, 0);
}

run(bin('tsc'), ['-b']);

const client = path.join(root, 'packages', 'web-client');
const built = path.join(client, 'dist', 'index.html');
const sources = ['src', 'index.html', 'vite.config.ts', 'package.json']
  .map((name) => path.join(client, name))
  .filter((at) => existsSync(at));
const changed = Math.max(...sources.map((at) => (statSync(at).isDirectory() ? newest(at) : statSync(at).mtimeMs)));
if (!process.argv.includes('--if-needed') || !existsSync(built) || statSync(built).mtimeMs < changed) {
  run(bin('vite'), ['build', '--logLevel', 'warn'], client);
}
