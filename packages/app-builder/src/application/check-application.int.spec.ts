import { cpSync, mkdtempSync, rmSync, writeFileSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkApplication } from './check-application.js';
import { readApplication } from './read-application.js';

const example = path.join(import.meta.dirname, '../../../../examples/utility-vertical');
const folder = mkdtempSync(path.join(tmpdir(), 'caruso-check-spec-'));
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => quiet };
let copies = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the example with one file written, or changed by a function. */
function withFile(file: string, content: string | ((text: string) => string)): string {
  copies += 1;
  const dir = path.join(folder, `app-${copies}`);
  cpSync(example, dir, { recursive: true, filter: (from) => !from.endsWith('.caruso') });
  const at = path.join(dir, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, typeof content === 'string' ? content : content(readFileSync(at, 'utf8')));
  return dir;
}

async function check(dir: string): Promise<readonly string[]> {
  const findings = await checkApplication(dir, quiet);
  return findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe('the check of an application', () => {
  it('finds nothing in the example', async () => {
    expect(await check(example)).toEqual([]);
  });

  it.each([
    ['queues/bad.yaml', 'queue: [', /^queues\/bad\.yaml:\d+:\d+ Flow sequence/],
    ['queues/bad.yaml', 'que: x', /^queues\/bad\.yaml:1:1 "queue" is missing/],
    [
      'queues/twice.yaml',
      'queue: general\nlabel: { en: General }\n',
      /^queues\/twice\.yaml:1:8 There is a queue "general"/,
    ],
    ['screens/bad.yaml', 'screen: x', /^screens\/bad\.yaml:1:1 "title" is missing/],
    ['objects/bad.yaml', 'class: X', /^objects\/bad\.yaml:1:1 Class X names no store/],
    ['scripts/bad.xml', '<script', /^scripts\/bad\.xml:\d+:\d+ /],
    ['reports/bad.yaml', 'report: x', /^reports\/bad\.yaml:1:1 title/],
  ])('names the place of a mistake in %s (%j)', async (file, text, expected) => {
    const found = await check(withFile(file, text));
    expect(found).toContainEqual(expect.stringMatching(expected));
    expect(found.join('\n')).not.toMatch(/could not be checked|\n\s+at |invalid_type/);
  });

  it.each([
    ['class: Customer', 'class: Custmer', /^screens\/portal\.yaml:\d+:8 There is no class "Custmer"/],
    ['kind: fields', 'kind: field', /^screens\/portal\.yaml:\d+:\d+ /],
  ])('names what a screen names and the application has not: %s → %s', async (right, wrong, expected) => {
    const dir = withFile('screens/portal.yaml', (text) => text.replace(right, wrong));
    expect(await check(dir)).toContainEqual(expect.stringMatching(expected));
  });

  it.each([
    ["'@caruso/reporting'", "'@caruso/nonsense'", /^app\.yaml:\d+:12 The package @caruso\/nonsense is not installed/],
    ["'@caruso/reporting'", "'@caruso/reporting', version: ^9", /^app\.yaml:\d+:12 .* wants \^9/],
  ])('names a component that cannot be had: %s → %s', async (right, wrong, expected) => {
    const dir = withFile('app.yaml', (text) => text.replace(right, wrong));
    expect(await check(dir)).toContainEqual(expect.stringMatching(expected));
  });
});

describe('a store that names a wrapper', () => {
  it('is a mistake when no component of that name keeps records', async () => {
    const dir = withFile('app.yaml', (text) => text.replace('stores:', 'stores:\n  staff: { wrapper: directory }'));
    expect(await check(dir)).toContainEqual(
      expect.stringMatching(/^app\.yaml:\d+:\d+ The store "staff" names the wrapper "directory"/),
    );
  });
});

describe('an application that is read to be run', () => {
  it('has the mistakes of queues and screens as findings, and goes without those files', async () => {
    const { application, findings } = await readApplication(withFile('queues/bad.yaml', 'que: x'));
    expect(findings.map(({ file }) => file)).toContain('queues/bad.yaml');
    expect(application?.queues.map(({ value }) => value.queue)).toContain('general');
  });
});
