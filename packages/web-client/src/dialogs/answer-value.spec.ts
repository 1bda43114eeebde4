import { describe, expect, it } from 'vitest';
import { draftOf, parseDecimal, readDraft } from './answer-value.js';

describe('a number as people write it', () => {
  it.each([
    ['19760.858', 'en', '19760.858'],
    ['19,760.858', 'en', '19760.858'],
    ['19760,858', 'pt', '19760.858'],
    ['19.760,858', 'pt', '19760.858'],
    ['19 760,8', 'pt', '19760.8'],
    ['21.5', 'pt', '21.5'],
    ['21,5', 'en', '21.5'],
    ['1.234', 'pt', '1234'],
    ['1,234', 'en', '1234'],
    ['-3', 'en', '-3'],
  ])('%s in %s is %s', (text, language, canonical) => {
    expect(parseDecimal(text, language)).toBe(canonical);
  });

  it.each(['', 'abc', '1.2.3', '12 m³', '--1'])('%j is none', (text) => {
    expect(parseDecimal(text, 'en')).toBeNull();
  });
});

describe('an answer', () => {
  it('that must be given is missing when the field is blank', () => {
    expect(readDraft({ type: 'text', required: true }, '  ', 'en')).toEqual({ problem: 'required' });
    expect(readDraft({ type: 'boolean', required: true }, null, 'en')).toEqual({ problem: 'required' });
  });

  it('that may be left out is null', () => {
    expect(readDraft({ type: 'email', required: false }, '', 'en')).toEqual({ value: null });
  });

  it('is sent in the form of its type', () => {
    expect(readDraft({ type: 'boolean', required: true }, false, 'en')).toEqual({ value: false });
    expect(readDraft({ type: 'integer', required: true }, ' 42 ', 'en')).toEqual({ value: 42 });
    expect(readDraft({ type: 'decimal', required: true }, '21,5', 'pt')).toEqual({ value: 21.5 });
    expect(readDraft({ type: 'date', required: true }, '2026-12-15', 'pt')).toEqual({ value: '2026-12-15' });
    expect(readDraft({ type: 'text', required: true }, ' Rua Nova 1 ', 'pt')).toEqual({ value: 'Rua Nova 1' });
  });

  it('that is no whole number says so', () => {
    expect(readDraft({ type: 'integer', required: true }, '4.5', 'en')).toEqual({ problem: 'whole' });
  });

  it('given before is where the field starts, written for the language', () => {
    expect(draftOf({ type: 'decimal', value: 21.5 }, 'pt')).toBe('21,5');
    expect(draftOf({ type: 'boolean', value: true }, 'pt')).toBe(true);
    expect(draftOf({ type: 'boolean' }, 'pt')).toBeNull();
    expect(draftOf({ type: 'text' }, 'pt')).toBe('');
  });

  it('survives being shown and read again', () => {
    for (const language of ['en', 'pt'])
      for (const value of [0.5, 12_345.678, 572.742, 7])
        expect(
          readDraft({ type: 'decimal', required: true }, draftOf({ type: 'decimal', value }, language), language),
        ).toEqual({ value });
  });
});
