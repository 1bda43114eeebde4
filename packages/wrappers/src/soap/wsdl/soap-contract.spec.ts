import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Contract } from '@caruso/core-service-manager/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// Another package's engine, in a test: `caruso services describe` is made of the two.
import { contractSource } from '../../../../core-service-manager/src/description/contract-source.js';
import { describeContract } from '../../../../core-service-manager/src/description/describe-contract.js';
import { complaints } from '../../rest/fixtures/complaints.js';
import soap from '../component.js';
import { billingWsdl } from '../fixtures/billing.wsdl.js';

let appDir: string;
let contract: Contract;

beforeAll(async () => {
  appDir = await mkdtemp(path.join(tmpdir(), 'soap-contract-'));
  await writeFile(path.join(appDir, 'billing.wsdl'), billingWsdl('http://127.0.0.1:1/'));
  const settings = soap.settings.parse({ contract: { id: 'legacy-billing' }, wsdl: 'billing.wsdl' });
  const configured = await soap.configure?.({ settings, name: 'billing', appDir });
  const [first] = configured?.provides ?? [];
  if (first === undefined) throw new Error('no contract');
  contract = first;
});
afterAll(() => rm(appDir, { recursive: true }));

describe('the contract of a WSDL', () => {
  it('is printed with what is required', () => {
    const { members } = describeContract(contract);
    expect(members.map(({ name }) => name)).toEqual(['getBill', 'pay']);
    expect(members[0]?.input).toMatchObject({ required: ['number'], additionalProperties: false });
    expect(members[0]?.output).toMatchObject({
      properties: { status: { enum: ['OPEN', 'PAID'] }, pages: { type: 'integer' }, total: { type: 'string' } },
    });
  });

  it('is TypeScript that compiles and refuses wrong calls', async () => {
    const consumer = `import type { LegacyBillingService } from './contract.js';
      export async function use(service: LegacyBillingService): Promise<string> {
        const { total, status, line } = await service.getBill({ number: '7' });
        const open: boolean = status === 'OPEN';
        await service.pay({ number: 7, amount: '1.50', payer: { name: 'x', parent: { name: 'y' } } });
        await service.pay({ number: 7, amount: 1.5 });
        await service.pay({ number: 7 });
        const gone: boolean = status === 'GONE';
        return open && !gone ? total : (line?.[0]?.amount ?? '');
      }`;
    expect(await complaints(contractSource(describeContract(contract)), consumer)).toEqual([
      'consumer.ts 6 TS2322',
      'consumer.ts 7 TS2741',
      'consumer.ts 8 TS2367',
    ]);
  });
});
