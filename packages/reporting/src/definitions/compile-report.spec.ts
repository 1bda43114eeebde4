import { readFile } from 'node:fs/promises';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import { Expressions } from '@caruso/expressions/contract';
import type { Compile } from '@caruso/expressions/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileReport } from './compile-report.js';
import { reportFileSchema } from './report-file.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};
const manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent });
await manager.add([{ component: expressions }]);
afterAll(() => manager.stop());
const compile: Compile = (source, options) => manager.use(Expressions).compile(source, options);
const reports = new URL('../../../crm/core/reports/', import.meta.url);

describe('the reports of the core pack', () => {
  it.each(['incoming-calls', 'incoming-calls-simulated'])(
    '%s has no mistake, and says everything in English and Portuguese',
    async (name) => {
      const file = `${name}.yaml`;
      const { report, findings } = compileReport(
        { file, text: await readFile(new URL(file, reports), 'utf8') },
        compile,
      );
      expect(findings).toEqual([]);
      expect(report?.file.report).toBe(name);
      const texts = [
        report?.file.title,
        report?.file.note,
        ...(report?.file.columns.flatMap(({ label, formula }) => [label, formula]) ?? []),
      ];
      expect(texts.filter((text) => text?.['en'] === undefined || text['pt'] === undefined)).toEqual([]);
    },
  );

  it('differ in nothing but which calls they are about', async () => {
    const [real, demo] = await Promise.all(
      ['incoming-calls.yaml', 'incoming-calls-simulated.yaml'].map((file) => readFile(new URL(file, reports), 'utf8')),
    );
    expect(demo?.slice(demo.indexOf('\ngroup:'))).toBe(real?.slice(real.indexOf('\ngroup:')));
  });
});

describe('the schema for editors', () => {
  it('is what the program checks', async () => {
    const committed: unknown = JSON.parse(
      await readFile(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
    );
    expect(committed).toEqual(z.toJSONSchema(reportFileSchema, { io: 'input' }));
  });
});

describe('a report file with mistakes', () => {
  const check = (text: string): string[] =>
    compileReport({ file: 'reports/x.yaml', text }, compile).findings.map(
      ({ line, column, message }) => `${line}:${column} ${message}`,
    );
  const head = 'report: x\ntitle: { en: X }\nsource: contacts\n';

  it('has them all reported, each at its place', () => {
    const found = check(
      `${head}grup: queue\ncolumns:\n  - { name: a, label: { en: A }, unit: minutes, value: count(contacts) }\n  - { name: b, label: { en: B }, unit: count }\n`,
    );
    expect(found).toHaveLength(3);
    expect(found).toContain('4:1 There is no key "grup" here');
    expect(found.some((each) => each.startsWith('6:40 columns.0.unit'))).toBe(true);
    expect(found.some((each) => each.startsWith('7:5 columns.1.value'))).toBe(true);
  });

  it('has mistakes in expressions reported where they stand', () => {
    const found = check(
      `${head}where: medum = "voice"\ncolumns:\n  - name: a\n    label: { en: A }\n    unit: count\n    value: count(contacts[answerd])\n`,
    );
    expect(found.map((each) => each.split(' ')[0])).toEqual(['4:8', '9:27']);
  });

  it('has broken YAML and doubled columns reported', () => {
    expect(check(`${head}columns: [`)[0]).toMatch(/^4:/);
    const column = '  - { name: queue, label: { en: Q }, unit: count, value: count(contacts) }\n';
    expect(check(`${head}group: queue\ncolumns:\n${column}`)).toEqual(['6:13 There is another column "queue"']);
  });
});
