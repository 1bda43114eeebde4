// No package may need itself by way of others, also not for development: package.json files and TypeScript references are both walked.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'packages');

function needsOf(name) {
  const folder = path.join(packages, name);
  const {
    dependencies = {},
    devDependencies = {},
    peerDependencies = {},
  } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const declared = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies })
    .filter((one) => one.startsWith('@caruso/'))
    .map((one) => one.slice('@caruso/'.length));
  const referenced = ['tsconfig.json', 'tsconfig.contract.json']
    .map((file) => path.join(folder, file))
    .filter((file) => existsSync(file))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).references ?? [])
    .map(({ path: to }) => /^\.\.\/([^/]+)/.exec(to)?.[1])
    .filter((to) => to !== undefined && to !== name);
  return [...new Set([...declared, ...referenced])];
}

function findCycle(graph) {
  const done = new Set();
  const walk = (name, trail) => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const cycle = walk(next, [...trail, name]);
      if (cycle) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of graph.keys()) {
    const cycle = walk(name, []);
    if (cycle) return cycle;
  }
  return undefined;
}

const names = readdirSync(packages).filter((name) => existsSync(path.join(packages, name, 'package.json')));
const cycle = findCycle(new Map(names.map((name) => [name, needsOf(name)])));
if (cycle) {
  process.stderr.write(`Packages need each other in a circle: ${cycle.join(' -> ')}\n`);
  process.exit(1);
}
process.stdout.write(`${names.length} packages, no cycle\n`);
