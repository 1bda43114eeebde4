#!/usr/bin/env node
// Plain JavaScript that any Node can read: below 22.12 the native parts of the product crash instead of explaining themselves.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

const [major, minor] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 12);

if (isNewEnough) {
  // A small company's machine: 70 MB of resident memory less, at no speed that could be measured (docs/adr/0014-memory.md).
  setFlagsFromString('--optimize-for-size');
  await import('../dist/main.js');
} else {
  runWith(nodeOfThisInstallation());
}

function nodeOfThisInstallation() {
  try {
    // The npm package `node` brings the binary of a current release.
    return module.createRequire(import.meta.url).resolve('node/bin/node');
  } catch {
    return undefined;
  }
}

function runWith(node) {
  if (node === undefined) {
    process.stderr.write(
      `caruso needs Node 22.12 or newer; this is ${process.versions.node}. Install a newer one, or run: npm install node@24\n`,
    );
    process.exit(2);
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
