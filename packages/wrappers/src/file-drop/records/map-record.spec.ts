import { describe, expect, it } from 'vitest';
import { mapRecord } from './map-record.js';
import { recordSettingsSchema } from './record-settings.js';

const map = (record: Record<string, never> | object, settings: object) =>
  mapRecord(record as never, recordSettingsSchema.parse(settings));

describe('a mapping', () => {
  it('reads texts of a file into the types of a record', () => {
    const parsed = {
      'Zähler.Nr': ' E-1 ',
      Stand: '-1.234.567,80',
      Datum: '22.11.26',
      Zeit: '20260705 1430',
      Art: 'G',
      Aktiv: 'Ja',
      cents: '0001250',
      nested: { list: ['x'] },
    };
    expect(
      map(parsed, {
        meter: { from: 'Zähler.Nr', type: 'text' },
        value: { from: 'Stand', type: 'decimal', decimal: ',', group: '.' },
        day: { from: 'Datum', type: 'date', format: 'DD.MM.YY' },
        at: { from: 'Zeit', type: 'instant', format: 'YYYYMMDD HHmm', zone: 'Europe/Lisbon' },
        product: { from: 'Art', type: 'text', values: { E: 'electricity', G: 'gas' } },
        active: { from: 'Aktiv', type: 'boolean', true: ['ja'], false: ['nein'] },
        amount: { from: 'cents', type: 'decimal', scale: 2 },
        first: { from: 'nested.list.0', type: 'text' },
        all: { from: 'nested', type: 'json' },
        note: 'text?',
        count: { type: 'integer', default: 0 },
      }),
    ).toEqual({
      record: {
        meter: ' E-1 ',
        value: '-1234567.80',
        day: '2026-11-22',
        at: '2026-07-05T13:30:00.000Z',
        product: 'gas',
        active: true,
        amount: '12.50',
        first: 'x',
        all: { list: ['x'] },
        count: 0,
      },
    });
  });

  it('tells everything that is wrong with a row at once', () => {
    const wrong = map(
      { a: '1,2,3', b: '12.5', c: '20260230', d: 'X', e: '', f: ['1', '2'], g: '99999999999999999999' },
      {
        a: { type: 'decimal', decimal: ',' },
        b: 'integer',
        c: { type: 'date', format: 'YYYYMMDD' },
        d: { type: 'text', values: { A: 'a' } },
        e: 'text',
        f: 'text',
        g: 'integer',
        h: { from: 'x', type: 'text' },
      },
    );
    expect(wrong).toEqual({
      reason: [
        'a: "1,2,3" is no decimal',
        'b: "12.5" is no whole number',
        'c: "20260230" is no date like YYYYMMDD',
        'd: "X" is not in the table of codes',
        'e: is empty',
        'f: holds several values; take it as json',
        'g: "99999999999999999999" is too large for an integer; take it as decimal or text',
        'h (x): is missing',
      ].join('; '),
    });
  });

  it.each([
    ['12,50-', '-12.50'],
    ['+007', '7'],
    [',5', '0.5'],
    ['-0,00', '0.00'],
    ['123456789012345678901234567890,123456789', '123456789012345678901234567890.123456789'],
  ])('reads the decimal %s as %s', (text, value) => {
    expect(map({ n: text }, { n: { type: 'decimal', decimal: ',' } })).toEqual({ record: { n: value } });
  });

  it.each(['1.23', '--1', '-1-', '', ' ', '1e5', '0x1', ',', '١'])(
    'does not take "%s" for a decimal with a comma',
    (text) => {
      expect(map({ n: text }, { n: { type: 'decimal', decimal: ',' } })).toHaveProperty('reason');
    },
  );

  it('knows that a summer night has an hour that is not there, and an autumn night one twice', () => {
    const at = (text: string) => map({ t: text }, { t: { type: 'instant', zone: 'Europe/Berlin' } });
    const picture = (t: string) => map({ t }, { t: { type: 'instant', format: 'YYYYMMDD HHmm', zone: 'UTC' } });
    expect(picture('20260131 2400')).toEqual({ record: { t: '2026-02-01T00:00:00.000Z' } });
    expect(picture('20260131 2430')).toHaveProperty('reason');
    expect(at('2026-03-29T02:30:00')).toMatchObject({
      reason: expect.stringContaining('does not exist in Europe/Berlin'),
    });
    expect(at('2026-10-25T02:30:00')).toEqual({ record: { t: '2026-10-25T00:30:00.000Z' } });
    expect(at('2026-10-25T02:30:00+01:00')).toEqual({ record: { t: '2026-10-25T01:30:00.000Z' } });
    expect(at('2026-02-30T02:30:00Z')).toHaveProperty('reason');
  });
});
