import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Installs the peers of `bench/package.json` once, and again when that file has changed. */
export function installPeers(folder) {
  const stamp = path.join(folder, 'node_modules', '.package-lock.json');
  const wanted = path.join(folder, 'package.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs > statSync(wanted).mtimeMs) return;
  const { dependencies } = JSON.parse(readFileSync(wanted, 'utf8'));
  process.stderr.write(`Installing the peers: ${Object.keys(dependencies).join(', ')}\n`);
  const { status } = spawnSync(
    'npm',
    ['install', '--no-workspaces', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  if (status !== 0) throw new Error('The peers could not be installed.');
}
