import { describe, expect, it } from 'vitest';
import { soapSettingsSchema } from '../soap/settings.js';
import { restSettingsSchema } from './settings.js';

const rest = {
  contract: { id: 'crm' },
  url: 'https://crm.example',
  operations: { one: { path: '/', output: 'text' } },
};
const soap = { contract: { id: 'billing' }, wsdl: 'billing.wsdl' };
const mistakes = (schema: typeof restSettingsSchema | typeof soapSettingsSchema, settings: object): string[] => {
  const parsed = schema.safeParse(settings);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

it('settings of a REST operation name what they do not know: a misspelt ifMatch would leave a record without its lock', () => {
  const operations = { one: { path: '/', output: 'text', ifmatch: 'version' } };
  expect(mistakes(restSettingsSchema, { ...rest, operations })).toEqual([expect.stringContaining('"ifmatch"')]);
});

describe.each([
  ['REST', restSettingsSchema, rest, 'url'],
  ['SOAP', soapSettingsSchema, soap, 'endpoint'],
] as const)('settings of a %s system', (_kind, schema, settings, address) => {
  it.each(['Authorization', 'X-Api-Key', 'Cookie', 'X-Auth-Token', 'ClientSecret'])(
    'refuse a literal credential in the header %s',
    (header) => {
      expect(mistakes(schema, { ...settings, headers: { [header]: 'abc123' } })).toEqual([
        expect.stringMatching(new RegExp(`^headers\\.${header}: a secret does not belong in this file`)),
      ]);
      expect(mistakes(schema, { ...settings, headers: { [header]: 'Bearer ${TOKEN}', 'X-Client': 'caruso' } })).toEqual(
        [],
      );
    },
  );

  it('refuse user and password in an address', () => {
    expect(mistakes(schema, { ...settings, [address]: 'https://me:secret@crm.example/x' })).toEqual([
      `${address}: put user and password into "authentication"`,
    ]);
    expect(mistakes(schema, { ...settings, [address]: 'https://crm.example/x@y' })).toEqual([]);
  });
});
