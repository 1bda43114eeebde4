// `npm start`: builds what is needed, then runs the utility front office. Arguments pass through to `caruso run`.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
// npm puts node_modules/.bin first in PATH, so `node` is the Node 24 of this repository even where the machine has 20.
const build = spawnSync('node', [path.join(root, 'scripts', 'build.mjs'), '--if-needed'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(build.status ?? 1);

const given = process.argv.slice(2);
const folder = given[0] && !given[0].startsWith('-') ? [] : [path.join(root, 'examples', 'utility-vertical')];
const app = spawn('node', [path.join(root, 'packages', 'cli', 'bin', 'caruso.js'), 'run', ...folder, ...given], {
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
app.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
