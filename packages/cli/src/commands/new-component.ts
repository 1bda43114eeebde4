import { CarusoError } from '@caruso/core-service-manager/contract';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { exitCodes } from '../terminal/exit-codes.js';
import { print } from '../terminal/output.js';

const templates = path.join(import.meta.dirname, '..', '..', 'templates', 'component');

/** Makes the folder of a new component with its contract and tests. `invalid` for a name that is none, `conflict` when the folder holds files. */
export async function newComponent(name: string, options: { readonly dir?: string }): Promise<number> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new CarusoError('invalid', `"${name}" cannot be the name of a component.`, {
      advice: 'Use small letters, digits and hyphens, e.g. meter-prices.',
    });
  const folder = path.resolve(options.dir ?? name);
  await assertEmpty(folder);
  const values = { name, Name: pascal(name), ...(await versions(folder)) };
  for (const file of await readdir(templates, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const from = path.join(file.parentPath, file.name);
    const to = path.join(
      folder,
      path
        .relative(templates, from)
        .replace(/\.template$/, '')
        .replace(/^gitignore$/, '.gitignore'),
    );
    await mkdir(path.dirname(to), { recursive: true });
    await writeFile(to, fill(await readFile(from, 'utf8'), values), { flag: 'wx' });
  }
  const shown = path.relative('', folder) || '.';
  print(
    [
      `${name} is in ${shown}. Next:`,
      `  cd ${shown}`,
      '  npm install && npm test && npm run build',
      '  npx caruso services add . --dir DIR     DIR is the folder of the running application',
    ].join('\n'),
  );
  return exitCodes.done;
}

async function assertEmpty(folder: string): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  if (files.length > 0)
    throw new CarusoError('conflict', `${folder} is not empty.`, { advice: 'Choose another folder with --dir.' });
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

/** The framework as this command line has it: from its own folder while it is not taken from a registry. */
async function versions(folder: string): Promise<Record<'framework' | 'zod' | 'typescript' | 'vitest', string>> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@caruso/core-service-manager/package.json');
  const core = JSON.parse(await readFile(manifest, 'utf8')) as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };
  const isInstalled = path.dirname(manifest).split(path.sep).includes('node_modules');
  return {
    framework: isInstalled
      ? `^${core.version}`
      : `file:${path.relative(folder, path.dirname(manifest)).split(path.sep).join('/')}`,
    zod: core.dependencies['zod'] ?? '^4.0.0',
    typescript: '^7.0.2',
    vitest: '^5.1.1',
  };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}
