import { readdirSync, readFileSync } from 'node:fs';
import type { ValueType } from '@caruso/expressions/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFrontOffice, utilityScripts } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';
import type { ScriptTools } from '../definition/bench.js';
import { compileScript } from '../scripts/compile-script.js';
import type { KnownServices } from './rule.js';

const folder = new URL('./fixtures/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));

const part: ValueType = { kind: 'object', name: 'Part', fields: { name: { kind: 'text' } } };
const thing: ValueType = {
  kind: 'object',
  name: 'Thing',
  fields: { number: { kind: 'number' }, name: { kind: 'text' }, parts: { kind: 'list', of: part } },
};
const operations = new Map([['messages', new Set(['send'])]]);
const services: KnownServices = { operations, complete: true };

let office: FrontOffice;
let tools: ScriptTools;
beforeAll(async () => {
  office = await startFrontOffice({ scripts: [] });
  tools = { ...office.tools, valueType: (name) => (name === 'Thing' ? thing : null) };
});
afterAll(() => office.stop());

describe('each rule finds its fixture’s mistakes and nothing else:', () => {
  it.each(names)('%s', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const { findings } = await compileScript({ file: name, text }, tools, services);
    const marked = text.split('\n').flatMap((line, index) => (line.includes('<!-- here -->') ? [index + 1] : []));
    expect(findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual(
      marked.map((line) => `${line} script/${name.replace('.xml', '')}`),
    );
    for (const { message, advice, column } of findings)
      expect([message, advice, column > 0]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/), true]);
  });
});

describe('the rules', () => {
  it('are more than the fourteen that were asked for', () => {
    expect(names.length).toBeGreaterThan(14);
  });

  it('let a script with errors not run, and one with warnings run', async () => {
    const compile = async (name: string) =>
      (await compileScript({ file: name, text: readFileSync(new URL(name, folder), 'utf8') }, tools, services))
        .definition;
    expect(await compile('dead-end.xml')).toBeNull();
    expect(await compile('unused-data.xml')).not.toBeNull();
  });

  it('only warn of a service that is not here now, since it may join later', async () => {
    const text = readFileSync(new URL('unknown-service.xml', folder), 'utf8');
    const { findings } = await compileScript({ file: 's.xml', text }, tools, { operations, complete: false });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'error']);
  });

  it('do not judge services while they are not known', async () => {
    const text = readFileSync(new URL('unknown-service.xml', folder), 'utf8');
    expect((await compileScript({ file: 's.xml', text }, tools, null)).findings).toEqual([]);
  });

  it('call an answer that cannot exist yet an error and one that may be missing a warning', async () => {
    const text = readFileSync(new URL('answer-too-early.xml', folder), 'utf8');
    expect(
      (await compileScript({ file: 's.xml', text }, tools, null)).findings.map(({ severity }) => severity),
    ).toEqual(['error', 'warning']);
  });

  it('find nothing in the scripts of the utility', async () => {
    const found = await Promise.all(
      (await utilityScripts()).map((script) => compileScript(script, office.tools, null)),
    );
    expect(found.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('say the place of a mistake inside an expression', async () => {
    const text = readFileSync(new URL('expression.xml', folder), 'utf8');
    const { findings } = await compileScript({ file: 's.xml', text }, tools, null);
    const unknown = findings.find(({ message }) => message.includes('frist'));
    expect(text.split('\n')[(unknown?.line ?? 0) - 1]?.slice((unknown?.column ?? 0) - 1)).toMatch(/^frist gt 3/);
  });
});
