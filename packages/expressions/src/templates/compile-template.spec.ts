import { describe, expect, it } from 'vitest';
import { compileTemplate, scope, variables } from '../fixtures/customer.js';

function render(source: string, language = 'en'): string {
  const compiled = compileTemplate(source, { variables });
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '));
  return compiled.template.render(scope, language);
}

describe('a template', () => {
  it.each([
    ['Good morning {customer.lastName}.', 'Good morning Jansen.', 'Good morning Jansen.'],
    ['{1234567.5}', '1,234,567.5', '1.234.567,5'],
    ['{100042}', '100042', '100042'],
    ['{born}', '29 February 1996', '29 de fevereiro de 1996'],
    ['{names}', 'Ana and Rui', 'Ana e Rui'],
    ['{member}', 'yes', 'sim'],
    ['{notice}', '1 month', '1 mês'],
    ['{duration("P2DT3H")}', '2 days and 3 hours', '2 dias e 3 horas'],
    ['<{nothing}>', '<>', '<>'],
    ['{if age > 18 then "}" else "{"}', '}', '}'],
    ['{ {a: age}.a }', '30', '30'],
    ['{{name}} {name}', '{name} Ana', '{name} Ana'],
    ['{raw.count} {raw.text}', '2 abc', '2 abc'],
    ['', '', ''],
  ])('%s', (source, english, portuguese) => {
    expect(render(source, 'en')).toBe(english);
    expect(render(source, 'pt')).toBe(portuguese);
  });

  it('shows times in the time zone of the application', () => {
    expect(render('{called}', 'pt')).toMatch(/31 de janeiro de 2026.*10:00/);
    expect(render('{now()}', 'pt')).toMatch(/1 de fevereiro de 2026.*00:30/);
  });

  it('falls back to English for a language that is none', () => {
    expect(render('{1234.5} {member}', 'no language')).toBe('1,234.5 yes');
  });

  it('tells what it reads', () => {
    const compiled = compileTemplate('{name} {customer.lastName} {name}', { variables });
    expect(compiled.ok && compiled.template.references).toEqual([['name'], ['customer', 'lastName']]);
  });

  it.each([
    ['Dear {nme}', 'nme', 'There is no "nme" here'],
    ['Dear {name', '{', 'This { is not closed'],
    ['Dear name}', '}', 'This } closes nothing'],
    ['Dear {}', '', 'There is no expression'],
    ['Dear {customer}', 'customer', 'A Customer cannot be shown in a text'],
    ['All {customer.invoices}', 'customer.invoices', 'A list of Invoice cannot be shown in a text'],
  ])('%s: the mistake is at "%s"', (source, part, message) => {
    const compiled = compileTemplate(source, { variables });
    const [problem] = compiled.ok ? [] : compiled.problems;
    expect(problem?.message).toBe(message);
    expect(source.slice(problem?.from, problem?.to)).toBe(part);
  });

  it('reports all mistakes at once', () => {
    const compiled = compileTemplate('{nme} {agee} }', { variables });
    expect(compiled.ok ? [] : compiled.problems.map(({ from }) => from)).toEqual([1, 7, 13]);
  });
});
