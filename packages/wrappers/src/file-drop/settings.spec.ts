import fileDropComponent from './component.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { fileDropSettingsSchema } from './settings.js';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/wrappers/file-drop.md'), 'utf8');
const examples = Array.from(
  page.matchAll(/```yaml\n([\s\S]*?)```/g),
  ([, text]) => parse(text ?? '') as Record<string, unknown>,
);
const application = z.object({ components: z.array(z.object({ settings: z.unknown() })) });

describe('the documentation', () => {
  it('shows settings that are right', () => {
    const settings = examples.flatMap((example) => {
      const found = application.safeParse(example);
      return found.success ? found.data.components.map((component) => component.settings) : [];
    });
    expect(settings).toHaveLength(2);
    const minimal = { source: { folder: 'x' }, deliver: { service: 'a', operation: 'b' } };
    const parts = examples.filter((example) => 'format' in example).map((example) => ({ ...minimal, ...example }));
    expect(parts).toHaveLength(1);
    for (const each of [...settings, ...parts]) expect(fileDropSettingsSchema.parse(each)).toBeDefined();
  });
});

const right = { source: { folder: 'x' }, format: 'csv', deliver: { service: 'a', operation: 'b' } };

describe('settings', () => {
  it.each([
    [{ ...right, options: { delimeter: ';' } }, 'options'],
    [{ ...right, format: 'xml' }, 'options.record'],
    [{ ...right, format: 'json-lines', options: { a: 1 } }, 'options'],
    [{ ...right, format: 'camt', options: { a: 1 } }, 'options'],
    [{ ...right, encoding: 'utf-9' }, 'encoding'],
    [{ ...right, maxBad: '110%' }, 'maxBad'],
    [{ ...right, record: { at: { type: 'instant', zone: 'Lisbon' } } }, 'record.at.zone'],
    [{ ...right, record: { value: 'number' } }, 'record.value.type'],
    [{ ...right, deliver: { ...right.deliver, batch: 2, key: '{a}' } }, 'deliver'],
    [
      { ...right, format: 'fixed-width', options: { recordLength: 3, fields: [{ name: 'a', start: 2, length: 3 }] } },
      'options.fields.0',
    ],
  ])('with a mistake name its place: %j', (settings, place) => {
    const read = fileDropSettingsSchema.safeParse(settings);
    expect(read.error?.issues.map(({ path }) => path.join('.'))).toContain(place);
  });

  it('hold no secret themselves, and ask for the key of the server', () => {
    const sftp = { host: 'h', user: 'u', password: '${P}', hostKey: `SHA256:${'a'.repeat(43)}`, folder: '/in' };
    const parsed = (changed: object) =>
      fileDropSettingsSchema.safeParse({ ...right, source: { sftp: { ...sftp, ...changed } } });
    expect(parsed({}).success).toBe(true);
    expect(parsed({ password: 'literal' }).success).toBe(false);
    expect(parsed({ hostKey: undefined }).success).toBe(false);
    expect(parsed({ password: undefined }).success).toBe(false);
  });
});

it('a format or a copybook that is not there is found when the application is checked', async () => {
  const deliver = { service: 'readings', operation: 'take' };
  const configure = (more: object) => {
    const settings = fileDropSettingsSchema.parse({ source: { folder: 'in' }, deliver, ...more });
    return fileDropComponent.configure?.({ settings, name: 'drop', appDir: '/nowhere' });
  };
  await expect(configure({ format: 'cvs' })).rejects.toThrow(/no format "cvs"; there are csv/);
  await expect(configure({ format: 'copybook', options: { copybook: 'a.cpy' } })).rejects.toThrow('/nowhere/a.cpy');
  await expect(configure({ format: 'camt' })).resolves.toBeDefined();
});
