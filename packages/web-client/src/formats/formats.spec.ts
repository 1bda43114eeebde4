import { describe, expect, it } from 'vitest';
import { clock, isoDuration, secondsSince } from './durations.js';
import { makeFormats } from './formats.js';

const english = makeFormats('en', 'Europe/Lisbon');
const portuguese = makeFormats('pt', 'Europe/Lisbon');
/** Intl separates by no-break spaces of several kinds. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a running clock', () => {
  it.each([
    [0, '0:00'],
    [45, '0:45'],
    [723, '12:03'],
    [3600, '1:00:00'],
    [36_061, '10:01:01'],
    [-3, '0:00'],
  ])('%d s is %s', (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });

  it('never counts below zero when the server’s clock is ahead', () => {
    expect(secondsSince('2026-11-22T10:00:05Z', Date.parse('2026-11-22T10:00:00Z'))).toBe(0);
  });

  it('has a form for machines', () => {
    expect(isoDuration(723)).toBe('PT12M3S');
  });
});

describe('dates', () => {
  it('without a time are the same day in every time zone', () => {
    const honolulu = makeFormats('en', 'Pacific/Honolulu');
    expect(honolulu.date('2026-11-22')).toBe('22 Nov 2026');
  });

  it('follow the language', () => {
    expect(english.longDate('2026-12-15')).toBe('Tuesday, 15 December 2026');
    expect(portuguese.longDate('2026-12-15')).toBe('terça-feira, 15 de dezembro de 2026');
  });

  it('show instants on the reader’s clock', () => {
    expect(english.time('2026-07-01T12:30:00Z')).toBe('13:30');
  });

  it('stay as they came when they are none', () => {
    expect(english.date('soon')).toBe('soon');
  });
});

describe('numbers', () => {
  it('keep every digit of a long decimal text', () => {
    expect(plain(english.decimal('9007199254740993.25'))).toBe('9,007,199,254,740,993.25');
  });

  it('are money in the language’s way', () => {
    expect(plain(english.money('108.13', 'EUR'))).toBe('€108.13');
    expect(plain(portuguese.money('108.13', 'EUR'))).toBe('108,13 €');
  });

  it('are shares as percent', () => {
    expect(english.percent(0.784)).toBe('78%');
  });
});

describe('durations', () => {
  it.each([
    [45, '45s'],
    [60, '1m'],
    [200, '3m 20s'],
    [7500, '2h 5m'],
  ])('%d s is %s', (seconds, text) => {
    expect(plain(english.duration(seconds))).toBe(text);
  });

  it('are told relative to now', () => {
    const now = Date.parse('2026-11-22T10:00:00Z');
    expect(english.relative('2026-11-22T09:57:00Z', now)).toBe('3 minutes ago');
    expect(portuguese.relative('2026-11-23T11:00:00Z', now)).toBe('amanhã');
  });
});
