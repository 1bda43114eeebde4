// npm run bench -- NAME [--json] [--save]: runs a case and its peers side by side and prints value, unit and ratio.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPeers } from './harness/install-peers.mjs';
import { describeMachine } from './harness/machine.mjs';
import { ratioText, valueText } from './harness/text.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const options = process.argv.slice(2);
const [name] = options.filter((one) => !one.startsWith('--'));
const cases = readdirSync(path.join(here, 'cases')).flatMap((file) =>
  file.endsWith('.mjs') ? [path.basename(file, '.mjs')] : [],
);

if (name === undefined || !existsSync(path.join(here, 'cases', `${name}.mjs`))) {
  process.stderr.write(
    `${name === undefined ? 'Name a case.' : `There is no case "${name}".`} These are there: ${cases.join(', ')}.\n`,
  );
  process.exit(2);
}

const { default: benchCase } = await import(pathToFileURL(path.join(here, 'cases', `${name}.mjs`)).href);
installPeers(here);
const figures = await benchCase.run({ progress: (line) => process.stderr.write(`${line}\n`) });
const result = { case: name, what: benchCase.what, at: new Date().toISOString(), machine: describeMachine(), figures };

if (options.includes('--save')) {
  mkdirSync(path.join(here, 'results'), { recursive: true });
  writeFileSync(path.join(here, 'results', `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
if (options.includes('--json')) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
else {
  const { cpu, cores, memoryGiB, node, os } = result.machine;
  process.stdout.write(`\n${benchCase.what}\n${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}, ${os}\n\n`);
  for (const figure of figures) {
    process.stdout.write(`${figure.name.padEnd(58)} ${valueText(figure).padStart(24)}  ${ratioText(figure)}\n`);
  }
}
