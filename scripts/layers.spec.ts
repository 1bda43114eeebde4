import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');
let house: string;

/** A house with one room on each of three floors, in which a fault can be planted. */
beforeEach(() => {
  house = mkdtempSync(path.join(tmpdir(), 'caruso-layers-'));
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json'])
    cpSync(path.join(root, file), path.join(house, file));
  plant('core-service-manager/src/contract/index.ts', 'export const manager = 1;');
  plant('storage-manager/src/contract/index.ts', 'export const storage = 2;');
  plant('storage-manager/src/engine.ts', "export { storage as engine } from './contract/index.js';");
  plant('business-objects/src/contract/index.ts', 'export const objects = 3;');
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

function plant(file: string, text: string): void {
  const at = path.join(house, 'packages', file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, `${text}\n`);
}

function brokenRules(): readonly string[] {
  const depcruise = path.join(root, 'node_modules', '.bin', 'depcruise');
  const { stdout } = spawnSync(
    depcruise,
    ['packages', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    {
      cwd: house,
      encoding: 'utf8',
    },
  );
  const { summary } = JSON.parse(stdout) as { summary: { violations: readonly { rule: { name: string } }[] } };
  return summary.violations.map(({ rule }) => rule.name);
}

describe('the layering rules', () => {
  it('let a package import contracts of floors below', () => {
    plant('business-objects/src/reader.ts', "export { storage } from '../../storage-manager/src/contract/index.js';");
    expect(brokenRules()).toEqual([]);
  });

  it('refuse an arrow up', () => {
    plant('storage-manager/src/peek.ts', "export { objects } from '../../business-objects/src/contract/index.js';");
    expect(brokenRules()).toContain('no-arrow-up-from-storage-manager');
  });

  it('refuse an arrow past a contract', () => {
    plant('business-objects/src/reader.ts', "export { engine } from '../../storage-manager/src/engine.js';");
    expect(brokenRules()).toContain('contracts-only');
  });

  it('refuse a contract that imports its engine', () => {
    plant('storage-manager/src/contract/leak.ts', "export { engine } from '../engine.js';");
    expect(brokenRules()).toContain('contract-is-free-of-engines');
  });

  it('refuse code that needs itself in a circle', () => {
    plant('storage-manager/src/egg.ts', "import { hen } from './hen.js';\nexport const egg = () => hen;");
    plant('storage-manager/src/hen.ts', "import { egg } from './egg.js';\nexport const hen = () => egg;");
    expect(brokenRules()).toContain('no-cycles');
  });

  it('refuse an import that leads nowhere', () => {
    plant('storage-manager/src/lost.ts', "export { gone } from './gone.js';");
    expect(brokenRules()).toContain('no-orphaned-imports');
  });
});
