import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFrontOffice, system, utilityModels } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
beforeAll(async () => {
  office = await startFrontOffice({ load: ['legacy/schema.sql'] });
});
afterAll(() => office.stop());

it('a model that fits its database has no findings', async () => {
  const files = [...(await utilityModels())];
  expect(
    await office.objects.check({ files, stores: ['own', 'billing'], againstDatabase: true }, { principal: system }),
  ).toEqual([]);
});

it('tables and columns that the database does not have are found where they are named', async () => {
  const text = `class: Lost
label: { en: Lost }
labels: { en: Lost }
store: billing
table: KLT01
key: [id]
title: lost
attributes:
  id: { column: ID, type: integer, label: { en: Id } }
`;
  const other = text
    .replace('Lost', 'Found')
    .replace('KLT01', 'KLT001')
    .replace('column: ID', 'column: KLT_NUMMER')
    .concat(
      '  kind: { column: KLT_SRT, type: code, codes: { table: CDT010, value: CODE, text: OMSCHR, where: { SOORT: KLTSRT } }, label: { en: Kind } }\n',
    );
  const findings = await office.objects.check(
    {
      files: [
        { file: 'lost.yaml', text },
        { file: 'found.yaml', text: other },
      ],
      stores: ['own', 'billing'],
      againstDatabase: true,
    },
    { principal: system },
  );
  expect(findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([
    'lost.yaml:5:8 Store "billing" has no table or view KLT01',
    'found.yaml:9:17 KLT001 has no column KLT_NUMMER',
    expect.stringMatching(/^found.yaml:10:\d+ CDT010 has no column CODE$/),
    expect.stringMatching(/^found.yaml:10:\d+ CDT010 has no column SOORT$/),
  ]);
});
