import { describe, expect, it } from 'vitest';
import { sumOf } from '../amounts/decimal.js';
import { parsed, sample, sampleFiles } from '../testing/sample-files.js';
import { greenButtonParser, greenButtonSummariesParser } from './green-button-parser.js';

const numbers = (text: string, name: string, within: RegExp) =>
  [...text.matchAll(within)].flatMap(([part]) =>
    [...part.matchAll(new RegExp(`<${name}>(\\d+)</${name}>`, 'g'))].map((match) => match[1] ?? ''),
  );

describe('Green Button files', () => {
  it.each(
    sampleFiles('green-button', 'utilities/greenbutton', '.xml').map(({ name, bytes }) => [name, bytes] as const),
  )('gives every reading of %s with the values and costs that stand in it', async (_name, bytes) => {
    const { records, bad } = await parsed(greenButtonParser, bytes);
    const reading = /<IntervalReading>[^]*?<\/IntervalReading>/g;
    const text = bytes.toString('utf8');
    expect(bad).toEqual([]);
    expect(records.map(({ value }) => value)).toEqual(numbers(text, 'value', reading));
    // Hundred-thousandths: the sum of the raw costs is the sum of ours with five more digits.
    const costs = numbers(text, 'cost', reading);
    expect(sumOf(records.map(({ cost }) => String(cost)))).toBe(sumOf([`${sumOf(costs)}e-5`]));
    const starts = numbers(text, 'start', reading).map((start) => new Date(Number(start) * 1000).toISOString());
    expect(records.map(({ start }) => new Date(String(start)).toISOString())).toEqual(starts);
  });

  it('gives a reading with what its reading type and usage point say', async () => {
    const { rows } = await parsed(greenButtonParser, sample('green-button', 'test_usage_data_01.short.xml'));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({
      kind: 'record',
      record: {
        usagePointTitle: 'Front Electric Meter',
        service: 'electricity',
        meterReadingTitle: 'Fifteen Minute Electricity Consumption',
        start: '2012-03-01T05:00:00Z',
        end: '2012-03-01T05:15:00Z',
        seconds: 900,
        value: '282',
        unit: 'Wh',
        flowDirection: 'forward',
        cost: '0.00974',
        currency: 'USD',
        quality: 'estimated using reference day',
      },
    });
    expect(rows[2]).toMatchObject({ record: { quality: 'valid' } });
  });

  it('gives the summary of a billing period', async () => {
    const { records } = await parsed(
      greenButtonSummariesParser,
      sample('green-button', 'test_usage_data_01.short.xml'),
    );
    expect(records).toMatchObject([
      {
        periodStart: '2012-03-01T05:00:00Z',
        currency: 'USD',
        billLastPeriod: '152.52',
        billToDate: '11.49',
        costAdditionalLastPeriod: '13.46',
        consumptionLastPeriod: '1298640',
        unit: 'Wh',
        quality: 'raw',
      },
    ]);
  });
});

describe('a Green Button feed', () => {
  const text = sample('green-button', 'test_usage_data_01.short.xml').toString('utf8');
  const firstLine = text.split('\n').findIndex((line) => line.includes('<IntervalReading>')) + 1;

  it.each([
    ['3', '282000'],
    ['-3', '0.282'],
    ['0', '282'],
  ])('has values multiplied by ten to the power of %s, exactly', async (power, value) => {
    const multiplied = text.replace(/<powerOfTenMultiplier>0</, `<powerOfTenMultiplier>${power}<`);
    expect((await parsed(greenButtonParser, multiplied)).records[0]).toMatchObject({ value });
  });

  it('has its readings set aside when the power of ten is not known', async () => {
    const { records, bad } = await parsed(
      greenButtonParser,
      text.replace('<powerOfTenMultiplier>0<', '<powerOfTenMultiplier>99<'),
    );
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ reason: expect.stringContaining('power of ten') }]);
  });

  it('has its readings set aside when no reading type tells the unit', async () => {
    const { records, bad } = await parsed(
      greenButtonParser,
      text.replaceAll('/ReadingType/07', '/ReadingType/08').replace('/ReadingType/08', '/ReadingType/09'),
    );
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ reason: 'no reading type tells the unit of its 4 readings' }]);
  });

  it('has a bad reading set aside with its line, and the rest kept', async () => {
    const { records, bad } = await parsed(greenButtonParser, text.replace('<value>282<', '<value>28.2<'));
    expect(records.map(({ value }) => value)).toEqual(['323', '294', '331']);
    expect(bad).toMatchObject([{ line: firstLine, reason: 'the reading: its value "28.2" is not a whole number' }]);
  });

  it('gives readings without a period the intervals of their block, one after the other', async () => {
    const { records } = await parsed(greenButtonParser, text.replaceAll(/<timePeriod>[^]*?<\/timePeriod>/g, ''));
    expect(records.map(({ start }) => start)).toEqual([
      '2012-03-01T05:00:00Z',
      '2012-03-01T05:15:00Z',
      '2012-03-01T05:30:00Z',
      '2012-03-01T05:45:00Z',
    ]);
  });

  it.each([
    ['<rss/>', /^it is no Atom feed/],
    ['<feed xmlns="http://www.w3.org/2005/Atom"/>', /^the feed holds nothing of ESPI/],
  ])('is refused when it is %s', async (other, reason) => {
    const { records, bad } = await parsed(greenButtonParser, other);
    expect(records).toEqual([]);
    expect(bad).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
  });
});
