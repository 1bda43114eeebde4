import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { soapSettingsSchema } from '../soap/settings.js';
import { recordKinds } from './records/record-kinds.js';
import { restService } from './rest-service.js';
import { restSettingsSchema } from './settings.js';

/** The settings in the example of a page. */
async function example(page: string): Promise<Record<string, unknown>> {
  const text = await readFile(new URL(`../../../../docs/wrappers/${page}.md`, import.meta.url), 'utf8');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const { components } = parse(yaml) as { components: readonly [{ settings: Record<string, unknown> }] };
  return components[0].settings;
}

describe('the examples of the documentation', () => {
  it.each(['rest', 'soap', 'sql', 'ldap', 'command-line', 'file-drop'])(
    'name the wrapper as applications find it: %s',
    async (page) => {
      const text = await readFile(new URL(`../../../../docs/wrappers/${page}.md`, import.meta.url), 'utf8');
      const used = Array.from(text.matchAll(/^ *- use: '?([^'\s]+)/gm), ([, name]) => name);
      expect(new Set(used)).toEqual(new Set([`@caruso/wrappers/${page}`]));
    },
  );

  it('can be copied: REST', async () => {
    const settings = await example('rest');
    restSettingsSchema.parse(settings);
    const { openapi: _file, only: _only, ...byHand } = settings;
    const given = restSettingsSchema.parse(byHand);
    const service = await restService('crm', given, '/');
    const system = {
      name: 'crm',
      address: () => new URL(given.url ?? ''),
      send: () => Promise.reject(new Error('asked')),
    };
    expect([...recordKinds(system, given.records, service).keys()]).toEqual(['customers']);
    expect(Object.keys(service.contract.members)).toEqual([
      'listCustomers',
      'getCustomer',
      'changeCustomer',
      'extendContract',
      'listCustomersAll',
    ]);
  });

  it('can be copied: SOAP', async () => {
    expect(soapSettingsSchema.parse(await example('soap'))).toMatchObject({ idempotent: ['GetBill'] });
  });
});
