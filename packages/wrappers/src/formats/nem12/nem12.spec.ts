import { Big } from 'big.js';
import { describe, expect, it } from 'vitest';
import { expectedFor, parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { nem12Parser, nem13Parser } from './nem-parsers.js';

const SHARED = 'utilities/nem12';

interface ExpectedChannel {
  readonly count: number;
  readonly sum: number;
  readonly first: string;
  readonly last: string;
  readonly uom: string;
}
interface ExpectedFile {
  readonly version: string;
  readonly channels: Record<string, Record<string, ExpectedChannel>>;
}
type Read = { nmi: string; nmiSuffix: string; unitAsWritten: string; start: string; end: string; value: string };

/** What the Python library nem-reader gives for a file, made from our records. Its sums are floats of three decimals. */
function summary(reads: readonly Read[]): ExpectedFile['channels'] {
  const channels: Record<string, Record<string, ExpectedChannel>> = {};
  for (const { nmi, nmiSuffix, unitAsWritten, start, end, value } of reads) {
    const meter = (channels[nmi] ??= {});
    const so = meter[nmiSuffix];
    meter[nmiSuffix] = {
      count: (so?.count ?? 0) + 1,
      sum: Number(new Big(so?.sum ?? 0).plus(value).toFixed()),
      first: so?.first ?? start,
      last: end,
      uom: unitAsWritten,
    };
  }
  return channels;
}

describe('NEM12 and NEM13 files', () => {
  const expected = expectedFor('nem12', SHARED, 'expected.json') as Record<string, ExpectedFile>;

  it.each(sampleFiles('nem12', SHARED, '.csv').map(({ name, bytes }) => [name, bytes] as const))(
    'reads %s as the Python library nem-reader does',
    async (name, bytes) => {
      const version = expected[name]?.version;
      const { records, bad } = await parsed(version === 'NEM13' ? nem13Parser : nem12Parser, bytes);
      expect(bad).toEqual([]);
      expect(summary(records as unknown as Read[])).toEqual(expected[name]?.channels);
    },
  );

  it('tells the quality of each interval of a day on which it varies', async () => {
    const { records } = await parsed(nem12Parser, sample('nem12', 'Example_NEM12_multiple_quality.csv'));
    const quality = (index: number) => {
      const { quality: flag, method, reasonCode } = records[index] ?? {};
      return [flag, method, reasonCode];
    };
    expect(quality(0)).toEqual(['F', '14', '76']);
    expect(quality(19)).toEqual(['F', '14', '76']);
    expect(quality(20)).toEqual(['A', null, null]);
    expect(quality(24)).toEqual(['S', '14', '1']);
    expect(quality(47)).toEqual(['S', '14', '1']);
  });

  it('keeps the decimals as they are written and gives the time of each interval', async () => {
    const { rows } = await parsed(nem12Parser, sample('nem12', 'Example_NEM12_actual_interval.csv'));
    expect(rows[1]).toEqual({
      kind: 'record',
      line: 3,
      record: {
        nmi: 'VABD000163',
        nmiSuffix: 'E1',
        registerId: '1',
        meterSerialNumber: 'METSER123',
        unit: 'kWh',
        unitAsWritten: 'kWh',
        start: '2004-02-01T00:30:00',
        end: '2004-02-01T01:00:00',
        minutes: 30,
        value: '1.111',
        quality: 'A',
        method: null,
        reasonCode: null,
        reasonDescription: null,
      },
    });
  });

  it('writes units as AEMO does whatever the file does', async () => {
    const { records } = await parsed(nem12Parser, sample('nem12', 'Example_WesternPower.csv'));
    expect(new Set(records.map(({ unit }) => unit))).toEqual(new Set(['kWh', 'kVArh']));
  });

  it('reads both reads of an accumulation meter with the quality of each', async () => {
    const { records } = await parsed(nem13Parser, sample('nem12', 'Example_NEM13_forward_estimate.csv'));
    expect(records[0]).toMatchObject({
      previousRead: '888',
      previousQuality: 'A',
      currentRead: '999',
      quality: 'E',
      method: '64',
      value: '111',
    });
  });
});

describe('a faulty NEM12 file', () => {
  const day = (values: string, tail = 'A,,,20040202120025,') => `300,20040201,${values},${tail}`;
  const hours = (value: string) => Array.from({ length: 24 }, () => value).join(',');
  const channel = '200,NMI0000001,E1,1,E1,N1,SERIAL,kWh,60,';
  const file = (...lines: string[]) => ['100,NEM12,200405011135,MDA1,Ret1', channel, ...lines, '900'].join('\r\n');

  it('has a bad day set aside with its line and reason, and the rest kept', async () => {
    const { records, bad } = await parsed(nem12Parser, file(day(hours('1')), day(hours('x')), day(hours('2.5'))));
    expect(records.map(({ value }) => value)).toEqual([...hours('1').split(','), ...hours('2.5').split(',')]);
    expect(bad).toMatchObject([{ line: 4, reason: 'interval 1 of 24 has "x", which is not a number' }]);
  });

  it('has the days of a bad channel set aside rather than given to the channel before', async () => {
    const text = file(day(hours('1')), '200,NMI0000002,E1,1,E1,N1,SERIAL,kWh,7,', day(hours('2')));
    const { records, bad } = await parsed(nem12Parser, text);
    expect(records).toHaveLength(24);
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'the interval length "7" does not fit a day'],
      [5, 'no valid record 200 tells its channel'],
    ]);
  });

  it('has a day set aside whose quality varies but is not told for every interval', async () => {
    const { records, bad } = await parsed(nem12Parser, file(day(hours('1'), 'V,,,,'), '400,1,20,A,,', '400,22,24,A,,'));
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 3, reason: 'no record 400 tells the quality of interval 21' }]);
  });

  it('has a day set aside when it has fewer intervals than the length says', async () => {
    const { records, bad } = await parsed(nem12Parser, file(`300,20040201,${'1,'.repeat(23)}A,,,,`));
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 3, reason: 'interval 24 of 24 has "A", which is not a number' }]);
  });

  it('is read to its end when record 900 is missing, and said to be cut off', async () => {
    const text = `100,NEM12,200405011135,MDA1,Ret1\n${channel}\n${day(hours('1'))}`;
    const { records, bad } = await parsed(nem12Parser, text);
    expect(records).toHaveLength(24);
    expect(bad).toMatchObject([{ line: 3, reason: 'the file ends without record 900: it may be cut off' }]);
  });

  it('is refused once when it is of the other version', async () => {
    const { records, bad } = await parsed(nem12Parser, sample('nem12', 'Example_NEM13_consumption_data.csv'));
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 1, reason: 'it is a file of NEM13, not NEM12' }]);
  });
});
