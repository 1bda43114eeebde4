import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, local, operation, stream } from '../contract/index.js';
import type { Contract } from '../contract/index.js';
import { contractSource } from './contract-source.js';
import { describeContract } from './describe-contract.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const customer = z.object({
  id: z.string(),
  name: z.string().min(1).describe('As on the bill */ "quoted" ${x}\nsecond line'),
  since: z.iso.date(),
  tags: z.array(z.string()),
  status: z.enum(['active', 'closed']),
  address: z.object({ street: z.string(), city: z.string(), postalCode: z.string().regex(/^\d{4}-\d{3}$/) }).nullable(),
});
const Customers = defineContract({
  id: 'legacy-customers',
  version: '1.2.0',
  summary: 'Customers of the billing system',
  members: {
    find: operation({
      summary: 'One customer',
      input: z.strictObject({ id: z.string(), deep: z.boolean().default(false) }),
      output: customer,
      idempotent: true,
    }),
    list: operation({
      summary: 'A page',
      input: z.strictObject({ page: z.int().min(0).optional() }),
      output: z.array(customer),
    }),
    all: stream({ summary: 'All of them', input: z.strictObject({}), output: customer }),
    anything: operation({ summary: '', input: z.strictObject({ body: z.json() }), output: z.json(), timeoutMs: 5_000 }),
    pay: operation({
      summary: 'By card or by transfer',
      input: z.xor([z.strictObject({ card: z.string() }), z.strictObject({ iban: z.string() })]),
      output: z.null(),
    }),
    here: local<(f: () => void) => void>('Only in the process'),
  },
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'contract-source-'));
  await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: path.join(repository, 'tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        noEmit: true,
        types: [],
        paths: {
          '@caruso/core-service-manager/contract': [
            path.join(repository, 'packages/core-service-manager/dist/contract/index.d.ts'),
          ],
          zod: [path.join(repository, 'node_modules/zod/index.d.ts')],
        },
      },
      include: ['*.ts'],
    }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** The compiler's complaints about a consumer of a written contract, as `line: code`. */
async function complaints(contract: Contract, consumer: string): Promise<readonly string[]> {
  await writeFile(path.join(folder, 'contract.ts'), contractSource(describeContract(contract)));
  await writeFile(path.join(folder, 'consumer.ts'), consumer);
  const output = await new Promise<string>((resolve) => {
    const tsc = path.join(repository, 'node_modules/.bin/tsc');
    execFile(tsc, ['-p', folder, '--pretty', 'false'], (_error, stdout) => resolve(stdout));
  });
  return Array.from(
    output.matchAll(/(\w+\.ts)\((\d+),\d+\): error (TS\d+)/g),
    ([, file, line, code]) => `${file}:${line} ${code}`,
  );
}

describe('the TypeScript of a contract', () => {
  it('lets right calls compile', async () => {
    const consumer = `import type { LegacyCustomersService } from './contract.js';
      export async function use(service: LegacyCustomersService): Promise<string | undefined> {
        const { name, address, status } = await service.find({ id: '7' });
        const closed: boolean = status === 'closed';
        const page = await service.list({});
        for await (const one of service.all({})) if (closed) return one.name;
        await service.anything({ body: { a: [1, null] } });
        await service.pay({ iban: 'PT50' });
        return address?.city ?? page[0]?.since ?? name;
      }`;
    expect(await complaints(Customers, consumer)).toEqual([]);
  });

  it('refuses wrong calls', async () => {
    const consumer = `import type { LegacyCustomersService } from './contract.js';
      export async function use(service: LegacyCustomersService): Promise<void> {
        await service.find({ id: 7 });
        await service.find({ id: '7', verbose: true });
        await service.list({ page: 'two' });
        const name: number = (await service.find({ id: '7' })).name;
        service.here(() => undefined);
        await service.pay({ cash: 'all' });
        void name;
      }`;
    expect(await complaints(Customers, consumer)).toEqual([
      'consumer.ts:3 TS2322',
      'consumer.ts:4 TS2353',
      'consumer.ts:5 TS2322',
      'consumer.ts:6 TS2322',
      'consumer.ts:7 TS2339',
      'consumer.ts:8 TS2353',
    ]);
  });

  it('names what it cannot carry over', () => {
    const source = contractSource(describeContract(Customers));
    expect(source).toContain('// Not expressed: here works inside the process only\n');
  });

  it('writes a schema of several places once', () => {
    const source = contractSource(describeContract(Customers));
    expect(source.match(/As on the bill/g)).toHaveLength(1);
  });

  it('keeps version, time limit and what may be repeated', () => {
    const source = contractSource(describeContract(Customers));
    expect(source).toContain('version: "1.2.0"');
    expect(source.match(/idempotent: true/g)).toHaveLength(1);
    expect(source.match(/timeoutMs: 5000/g)).toHaveLength(1);
  });

  it('ends a recursion and says so', async () => {
    const node: z.ZodType = z.lazy(() => z.object({ name: z.string(), children: z.array(node) }));
    const tree = defineContract({
      id: 'tree',
      version: '1.0.0',
      summary: '',
      members: { root: operation({ summary: '', input: z.strictObject({}), output: node }) },
    });
    expect(contractSource(describeContract(tree))).toMatch(/\/\/ Not expressed: what #\S* refers to, inside itself\n/);
    const consumer = `import type { TreeService } from './contract.js';
      export const name = async (tree: TreeService): Promise<string> => (await tree.root({})).name;`;
    expect(await complaints(tree, consumer)).toEqual([]);
  });
});
