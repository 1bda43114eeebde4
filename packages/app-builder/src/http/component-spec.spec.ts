import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../sign-in/sessions.js';
import { assertReachableSpec } from './component-spec.js';

let root: string;
let places: { readonly appDir: string; readonly dataDir: string };
const browser = { session: {} as Session };
const commandLine = { session: undefined };

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'caruso-spec-'));
  const appDir = path.join(root, 'app');
  places = { appDir, dataDir: path.join(appDir, '.caruso') };
  for (const folder of ['app/wrappers', 'app/.caruso/uploads', 'elsewhere']) {
    await mkdir(path.join(root, folder), { recursive: true });
    await writeFile(path.join(root, folder, 'x.js'), '');
    await writeFile(path.join(root, folder, 'x.tgz'), '');
  }
  await symlink(path.join(root, 'elsewhere'), path.join(appDir, 'link'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a component that a browser asks for', () => {
  it.each([
    ['./wrappers', 'wrappers'],
    ['wrappers/x.js', 'wrappers/x.js'],
    ['./wrappers#part', 'wrappers#part'],
  ])('may lie in the folder of the application: %s', async (spec, found) => {
    expect(await assertReachableSpec(spec, places, browser)).toBe(path.join(places.appDir, found));
  });

  it('may be a package', async () => {
    expect(await assertReachableSpec('@acme/billing/part@^2.0.0', places, browser)).toBe('@acme/billing/part@^2.0.0');
  });

  it.each([
    () => '../elsewhere',
    () => path.join(root, 'elsewhere/x.js'),
    () => `file://${root}/elsewhere`,
    () => `file://${root}/elsewhere/x.js`,
    () => 'wrappers/../../elsewhere/x.tgz#part',
    () => './link',
    () => 'link/x.tgz#part',
    () => './.caruso/uploads',
    () => '.caruso/uploads/x.js',
    () => '.',
  ])('may lie nowhere else, nor where the application keeps what it is given (%#)', async (spec) => {
    await expect(assertReachableSpec(spec(), places, browser)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a component that the command line of this machine asks for', () => {
  it('may lie anywhere', async () => {
    expect(await assertReachableSpec('../elsewhere/x.js', places, commandLine)).toBe(path.join(root, 'elsewhere/x.js'));
  });
});
