import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inNode } from './fixtures/node-from-source.js';

const run = promisify(execFile);
let folder = '';

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'caruso-loading-')));
  await mkdir(path.join(folder, 'app'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a component's summary says tells which code was loaded. */
const entry = (text: string): string => `
import { z } from 'zod';
import { defineComponent } from '@caruso/core-service-manager/contract';
import { inner } from './lib/inner.js';
export default defineComponent({
  name: 'billing', version: '1.0.0', summary: '${text} ' + inner, provides: [], needs: [], settings: z.object({}),
  start: async () => ({ provisions: [], stop: async () => undefined }),
});
`;

async function writeBilling(version = '1.0.0', extra: Readonly<Record<string, string>> = {}): Promise<void> {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({
      name: 'billing',
      version,
      type: 'module',
      caruso: {
        component: './main.js',
        components: Object.fromEntries(Object.keys(extra).map((file) => [path.parse(file).name, `./${file}`])),
      },
    }),
    'main.js': entry('entry 1'),
    'lib/inner.js': `export const inner = 'inner 1';`,
    ...extra,
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, 'billing', name)), { recursive: true });
    await writeFile(path.join(folder, 'billing', name), text);
  }
}

/** The archive that `npm pack` makes of it. */
async function pack(): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: path.join(folder, 'billing'),
  });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  return path.join(folder, packed?.filename ?? '');
}

describe('a component in a folder', () => {
  it('is loaded though neither the framework nor zod is installed beside it', async () => {
    await writeBilling();
    expect(await inNode(folder, `tell((await load('../billing')).summary)`)).toEqual(['entry 1 inner 1']);
  });

  it('that was edited is loaded anew, entry and inner modules; what was loaded before stays as it was', async () => {
    await writeBilling();
    const told = await inNode(
      folder,
      `const first = await load('../billing');
      edit('billing/main.js', ${JSON.stringify(entry('entry 2'))});
      const second = await load('../billing');
      edit('billing/lib/inner.js', "export const inner = 'inner 2';");
      const third = await load('../billing');
      tell([first.summary, second.summary, third.summary]);`,
    );
    expect(told).toEqual([['entry 1 inner 1', 'entry 2 inner 1', 'entry 2 inner 2']]);
  });

  it('that was not edited is the same: it takes no more memory', async () => {
    await writeBilling();
    expect(await inNode(folder, `tell((await load('../billing')) === (await load(folder + '/billing')))`)).toEqual([
      true,
    ]);
  });

  it('is seen anew in its CommonJS modules too', async () => {
    const start = 'start: () => undefined, version: "1.0.0", provides: [], needs: [], settings: { safeParse() {} }';
    await writeBilling('1.0.0', {
      'old.cjs': `module.exports = { name: 'old', summary: require('./inner.cjs'), ${start} };`,
      'inner.cjs': `module.exports = 'one';`,
    });
    const told = await inNode(
      folder,
      `tell((await load('../billing#old')).summary);
      edit('billing/inner.cjs', "module.exports = 'two';");
      tell((await load('../billing#old')).summary);`,
    );
    expect(told).toEqual(['one', 'two']);
  });

  it('shares what is in its node_modules between its loadings', async () => {
    await writeBilling('1.0.0', { 'state.js': '' });
    await mkdir(path.join(folder, 'billing/node_modules/dep'), { recursive: true });
    await writeFile(
      path.join(folder, 'billing/node_modules/dep/package.json'),
      '{"name":"dep","type":"module","main":"i.js"}',
    );
    await writeFile(
      path.join(folder, 'billing/node_modules/dep/i.js'),
      'globalThis.loaded = (globalThis.loaded ?? 0) + 1;',
    );
    const told = await inNode(
      folder,
      `edit('billing/lib/inner.js', "import 'dep'; export const inner = 'a';");
      await load('../billing');
      edit('billing/lib/inner.js', "import 'dep'; export const inner = 'b';");
      await load('../billing');
      tell(globalThis.loaded);`,
    );
    expect(told).toEqual([1]);
  });

  it('is refused in a version that is not wanted', async () => {
    await writeBilling('1.4.0');
    expect(await inNode(folder, `tell(await failure('../billing', '^2.0.0'))`)).toMatchObject([
      { code: 'invalid', message: '../billing is installed in version 1.4.0, but the application wants ^2.0.0.' },
    ]);
  });
});

describe('what cannot be loaded is told with the place and what to do:', () => {
  const broken: readonly (readonly [string, Record<string, string>, string, string])[] = [
    [
      'a syntax error in an inner module',
      { 'x.js': `import './y.js';`, 'y.js': 'let a = 1;\nlet b = ;' },
      'x',
      'y.js:2',
    ],
    ['a module that throws', { 'x.js': `\nthrow new Error('no licence');` }, 'x', 'no licence (FOLDER/billing/x.js:2)'],
    ['a missing export', { 'x.js': `\nimport { a } from './y.js';`, 'y.js': '' }, 'x', 'x.js:2'],
    ['a missing module', { 'x.js': `import './nowhere.js';` }, 'x', 'nowhere.js'],
    ['no component', { 'x.js': 'export default 7;' }, 'x', 'no component as its default export'],
    [
      'half a component',
      { 'x.js': `export default { name: 'x', start() {} };` },
      'x',
      'exports a component with mistakes: version:',
    ],
  ];
  it.each(broken)('%s', async (_what, files, part, message) => {
    await writeBilling('1.0.0', files);
    expect(await inNode(folder, `tell(await failure('../billing#${part}'))`)).toMatchObject([
      {
        code: 'invalid',
        message: expect.stringContaining(message.replace('FOLDER', folder)),
        details: { advice: expect.any(String) },
      },
    ]);
  });

  it('a folder that was not built yet', async () => {
    await writeBilling();
    await rm(path.join(folder, 'billing', 'main.js'));
    expect(await inNode(folder, `tell(await failure('../billing'))`)).toMatchObject([
      { code: 'invalid', details: { advice: expect.stringContaining('npm run build') } },
    ]);
  });

  it('a folder, file, part or package that is not there', async () => {
    await writeBilling('1.0.0', { 'sap.js': '' });
    const told = await inNode(
      folder,
      `for (const spec of ['../nothing', '../nothing.js', '../nothing.tgz', '../billing#crm', 'no-such-component']) tell(await failure(spec));`,
    );
    expect(told.map((one) => (one as { readonly code: string }).code)).toEqual(
      Array.from({ length: 5 }, () => 'not-found'),
    );
    expect(told[3]).toMatchObject({ details: { advice: 'The package has these: ../billing#sap.' } });
  });

  it('is loaded once it is mended', async () => {
    await writeBilling('1.0.0', { 'lib/inner.js': 'let ;' });
    const told = await inNode(
      folder,
      `tell((await failure('../billing')).code);
      edit('billing/lib/inner.js', "export const inner = 'mended';");
      tell((await load('../billing')).summary);`,
    );
    expect(told).toEqual(['invalid', 'entry 1 mended']);
  });
});

describe('a component in a file', () => {
  it('is loaded, and anew each time', async () => {
    await writeBilling();
    const told = await inNode(
      folder,
      `tell((await load('../billing/main.js')).summary);
      edit('billing/lib/inner.js', "export const inner = 'inner 2';");
      tell((await load('../billing/main.js')).summary);`,
    );
    expect(told).toEqual(['entry 1 inner 1', 'entry 1 inner 2']);
  });
});

describe('a component that is installed', () => {
  it('beside the application shares its modules with who imports it, and is seen anew once it is upgraded', async () => {
    await writeBilling();
    await mkdir(path.join(folder, 'app/node_modules'));
    await rename(path.join(folder, 'billing'), path.join(folder, 'app/node_modules/billing'));
    const told = await inNode(
      folder,
      `const file = 'app/node_modules/billing/lib/inner.js';
      const first = await load('billing');
      const { inner } = await import(path.join(folder, file));
      const again = await load('billing');
      edit(file, "export const inner = 'upgraded';");
      tell([first.summary, inner, again === first, (await load('billing')).summary, first.summary]);`,
    );
    expect(told).toEqual([['entry 1 inner 1', 'inner 1', true, 'entry 1 upgraded', 'entry 1 inner 1']]);
  });

  it('beside the application and fails while it is loaded is loaded once it is mended', async () => {
    await writeBilling('1.0.0', { 'lib/inner.js': `export const inner = ''; throw new Error('no licence');` });
    await mkdir(path.join(folder, 'app/node_modules'));
    await rename(path.join(folder, 'billing'), path.join(folder, 'app/node_modules/billing'));
    const told = await inNode(
      folder,
      `tell((await failure('billing')).message);
      edit('app/node_modules/billing/lib/inner.js', "export const inner = 'mended';");
      tell((await load('billing')).summary);`,
    );
    expect(told).toEqual([expect.stringContaining('no licence'), 'entry 1 mended']);
  });

  it('from an archive is put into the data folder, once for the same content', async () => {
    await writeBilling('1.1.0');
    const archive = await pack();
    const told = await inNode(
      folder,
      `const { readdirSync } = await import('node:fs');
      const first = await load(${JSON.stringify(archive)});
      tell([first.summary, first === await load(${JSON.stringify(archive)}), readdirSync(folder + '/data/components').length]);`,
    );
    expect(told).toEqual([['entry 1 inner 1', true, 1]]);
  });

  it('by name and version comes from the registry; a version that is there is not asked for again', async () => {
    await writeBilling('2.3.0');
    const archive = await readFile(await pack());
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
      const dist = { tarball: `${base}/billing/-/billing-2.3.0.tgz`, integrity };
      const packument = {
        name: 'billing',
        'dist-tags': { latest: '2.3.0' },
        versions: { '2.3.0': { name: 'billing', version: '2.3.0', dist } },
      };
      if (request.url === '/billing')
        response.setHeader('content-type', 'application/json').end(JSON.stringify(packument));
      else if (request.url?.endsWith('.tgz') === true) response.end(archive);
      else response.writeHead(404).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const environment = {
        npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
        npm_config_cache: path.join(folder, 'npm-cache'),
      };
      const told = await inNode(
        folder,
        `const { readdirSync } = await import('node:fs');
        tell((await load('billing@^2')).summary);
        tell((await load('billing@2.3.0')).summary);
        tell((await load('billing', '^2.0.0')).summary);
        tell(readdirSync(folder + '/data/components'));
        tell(await failure('billing@^3'));`,
        environment,
      );
      expect(told.slice(0, 4)).toEqual(['entry 1 inner 1', 'entry 1 inner 1', 'entry 1 inner 1', ['billing-2.3.0']]);
      expect(told[4]).toMatchObject({ code: 'not-found', details: { advice: 'Look at the name and the version.' } });
      expect(asked.filter((url) => url.endsWith('.tgz'))).toHaveLength(1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
