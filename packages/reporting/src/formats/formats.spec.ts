import { describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.js';
import { csv } from './csv.js';
import { html } from './html.js';
import { json } from './json.js';

const report: Report = {
  name: 'x',
  title: { en: 'Calls <b>', pt: 'Chamadas' },
  from: '2026-01-05T00:00:00.000Z',
  to: '2026-01-06T00:00:00.000Z',
  columns: [
    { name: 'agent', label: { en: 'Agent', pt: 'Agente' }, unit: 'text', formula: { en: 'Who' } },
    { name: 'level', label: { en: 'Level, all' }, unit: 'percent', formula: { en: 'a / b', pt: 'a sobre b' } },
    { name: 'wait', label: { en: 'Wait' }, unit: 'seconds', formula: { en: 'w' } },
  ],
  rows: [
    ['=HYPERLINK("http://evil.example")', 0.5, -3.25],
    ['+351', 1, null],
    ['-1', 0, 0],
    ['@cmd', 0, 0],
    ['Ana "A", Rui\nand Eva', 0, 0],
    [null, 0, 0],
  ],
  totals: [null, 0.75, 12],
};
const source = { report, note: { en: 'A & B' } };

describe('CSV', () => {
  const { body, mediaType } = csv(source, 'pt');
  const lines = body.slice(1).split('\r\n');

  it('begins with a byte order mark and the labels, quoted where RFC 4180 wants it', () => {
    expect(mediaType).toBe('text/csv; charset=utf-8');
    expect(body.codePointAt(0)).toBe(0xfeff);
    expect(lines[0]).toBe('Agente,"Level, all",Wait');
  });

  it('holds no text that a spreadsheet would run as a formula', () => {
    expect(lines.slice(1, 5)).toEqual([
      `"'=HYPERLINK(""http://evil.example"")",0.5,-3.25`,
      `'+351,1,`,
      `'-1,0,0`,
      `'@cmd,0,0`,
    ]);
  });

  it('quotes quotes, commas and line ends, and ends with the totals', () => {
    expect(body).toContain('"Ana ""A"", Rui\nand Eva",0,0\r\n,0,0\r\nTotal,0.75,12\r\n');
  });
});

describe('HTML', () => {
  it('shows values in the language and lets no text become markup', () => {
    const { body } = html(source, 'pt');
    expect(body).toContain('<html lang="pt">');
    expect(body).toContain('50%');
    expect(body).toContain('-3,3');
    expect(body).toContain('a sobre b');
    expect(html(source, 'en').body).toContain('<h1>Calls &lt;b&gt;</h1>');
    expect(html(source, 'en').body).toContain('A &amp; B');
  });

  it('says of nothing known that it is not known', () => {
    expect(html(source, 'en').body).toContain('<td class="n">–</td>');
  });
});

describe('JSON', () => {
  it('is the report of the contract', () => expect(JSON.parse(json(source).body)).toEqual(report));
});
