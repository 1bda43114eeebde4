import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Component, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import commandLine from './component.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const component = commandLine as Component;
const appDir = mkdtempSync(path.join(tmpdir(), 'caruso-command-line-'));
afterAll(() => rmSync(appDir, { recursive: true }));

function settings(id: string, operations: object): object {
  return { contract: { id }, environment: { LC_ALL: 'C' }, operations };
}
const sort = { input: { text: 'text' }, output: ['text'], program: 'sort', stdin: '{text}', format: 'lines' };

let manager: ServiceManager;
beforeEach(() => {
  manager = createServiceManager({ appDir, dataDir: appDir, log: silent });
});
afterEach(() => manager.stop());

describe('a program as a service', () => {
  it('is found by its contract and called by name', async () => {
    await manager.add([{ component, name: 'sorter', settings: settings('sorter', { sort }) }]);
    await expect(manager.invoke('sorter', 'sort', { text: 'b\na\n' })).resolves.toEqual(['a', 'b']);
    await expect(manager.invoke('sorter', 'sort', { txt: 'b' })).rejects.toMatchObject({ code: 'invalid' });
    expect(manager.describe('sorter').members.map(({ name }) => name)).toEqual(['sort']);
  });

  it('runs beside another instance with another contract', async () => {
    const count = { input: { text: 'text' }, output: 'integer', program: 'wc', args: ['-l'], stdin: '{text}' };
    await manager.add([
      { component, name: 'sorter', settings: settings('sorter', { sort }) },
      { component, name: 'counter', settings: settings('counter', { count }) },
    ]);
    await expect(manager.invoke('counter', 'count', { text: 'b\na\n' })).resolves.toBe(2);
    await expect(manager.invoke('sorter', 'sort', { text: 'a' })).resolves.toEqual(['a']);
  });

  it('that is not on the machine is told as the reason of the failure', async () => {
    const lost = { output: 'text', program: './lost' };
    await manager.add([{ component, name: 'loser', settings: settings('loser', { lost }) }]);
    const told = manager.list().find(({ component: name }) => name === 'loser');
    expect(`${told?.state} ${told?.reason}`).toMatch(/failed .*The program \.\/lost is not at /);
  });

  it('keeps the version that runs when the settings of the new one are broken', async () => {
    await manager.add([{ component, name: 'sorter', settings: settings('sorter', { sort }) }]);
    const broken = settings('sorter', { sort: { ...sort, program: './lost' } });
    await expect(manager.replace('sorter', { component, settings: broken })).rejects.toThrow('./lost');
    await expect(manager.invoke('sorter', 'sort', { text: 'a' })).resolves.toEqual(['a']);
    await manager.replace('sorter', { component, settings: settings('sorter', { sort: { ...sort, args: ['-r'] } }) });
    await expect(manager.invoke('sorter', 'sort', { text: 'a\nb' })).resolves.toEqual(['b', 'a']);
  });
});
