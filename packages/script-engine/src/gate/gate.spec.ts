import { describe, expect, it } from 'vitest';
import { createGateMemory } from './gate-memory.js';
import { maxBytes, maxDepth, passGate } from './gate.js';

const doctype = '<!DOCTYPE script SYSTEM "caruso-script-1.dtd">';
const start = '<script id="s" version="1" start="a" languages="en" channels="web"><title lang="en">T</title>';
const end = '<end id="a" outcome="done"><say lang="en">Bye</say></end></script>';
const valid = `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}\n${start}\n${end}`;

const rulesFor = async (text: string): Promise<readonly string[]> => {
  const result = await passGate({ file: 's.xml', text });
  return result.ok ? [] : result.findings.map(({ rule }) => rule);
};

describe('the gate', () => {
  it('lets a valid script pass, with the places of its elements', async () => {
    const result = await passGate({ file: 's.xml', text: valid });
    expect(result).toMatchObject({ ok: true, root: { name: 'script', from: valid.indexOf('<script') } });
  });

  it('refuses an entity bomb before anything is expanded', async () => {
    const entities = Array.from(
      { length: 10 },
      (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
    ).join('');
    expect(await rulesFor(`<!DOCTYPE script [<!ENTITY e0 "ha">${entities}]>${start}&e10;${end}`)).toEqual([
      'gate/doctype',
    ]);
  });

  it('refuses an internal subset beside our DTD', async () => {
    expect(await rulesFor(valid.replace('.dtd">', '.dtd" [<!ELEMENT x EMPTY>]>'))).toEqual(['gate/doctype']);
  });

  it('refuses an external entity', async () => {
    expect(
      await rulesFor(
        `<!DOCTYPE script SYSTEM "caruso-script-1.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>${start}&x;${end}`,
      ),
    ).toEqual(['gate/doctype']);
  });

  it.each(['file:///etc/passwd', 'http://127.0.0.1:1/caruso-script-1.dtd', '../caruso-script-1.dtd'])(
    'refuses the DTD %s',
    async (systemId) => {
      expect(await rulesFor(valid.replace('caruso-script-1.dtd', systemId))).toEqual(['gate/doctype']);
    },
  );

  it('refuses a public identifier', async () => {
    expect(await rulesFor(valid.replace('SYSTEM', 'PUBLIC "-//X//Y"'))).toEqual(['gate/doctype']);
  });

  it('refuses 200,000 nested elements', async () => {
    const nested = `${doctype}${'<a>'.repeat(200_000)}`;
    expect(await rulesFor(nested)).toEqual(['gate/depth']);
  });

  it('refuses one element more than it allows to nest, and not one less', async () => {
    const nested = (depth: number): string => `${doctype}${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}`;
    expect(await rulesFor(nested(maxDepth + 1))).toEqual(['gate/depth']);
    expect(await rulesFor(nested(maxDepth))).not.toContain('gate/depth');
  });

  it('refuses a NUL character and says where', async () => {
    const result = await passGate({ file: 's.xml', text: valid.replace('Bye', 'B\0ye') });
    expect(result).toMatchObject({ ok: false, findings: [{ rule: 'gate/nul', line: 4, column: 44 }] });
  });

  it('refuses more than 1 MB, counted in bytes', async () => {
    expect(await rulesFor(valid.replace('Bye', 'x'.repeat(maxBytes)))).toEqual(['gate/size']);
    expect(await rulesFor(valid.replace('Bye', '€'.repeat(maxBytes / 2)))).toEqual(['gate/size']);
  });

  it('refuses a file that says it is not UTF-8', async () => {
    expect(await rulesFor(valid.replace('UTF-8', 'UTF-16'))).toEqual(['gate/encoding']);
  });

  it('refuses a script without a document type', async () => {
    expect(await rulesFor(valid.replace(doctype, ''))).toContain('gate/dtd');
  });

  it('reports every breach of the DTD with line and column', async () => {
    const result = await passGate({
      file: 's.xml',
      text: valid.replace('outcome="done"', 'outcom="done"').replace('<say lang="en">', '<say>'),
    });
    expect(result.ok ? [] : result.findings.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
      '4 gate/dtd',
      '4 gate/dtd',
      '4 gate/dtd',
    ]);
    expect(result.ok || result.findings.every(({ column }) => column > 1)).toBe(true);
  });

  it('reports an element that is not closed', async () => {
    expect(await rulesFor(valid.replace('</say>', ''))).toContain('gate/dtd');
  });

  it('refuses an undeclared entity', async () => {
    expect(await rulesFor(valid.replace('Bye', '&nobody;'))).toContain('gate/dtd');
  });

  it('remembers what was valid, and judges a changed text anew', async () => {
    const memory = createGateMemory();
    await passGate({ file: 's.xml', text: valid }, memory);
    const digests = memory.takeAdded();
    expect([digests.length, memory.takeAdded().length]).toEqual([1, 0]);
    const later = createGateMemory(digests);
    const broken = valid.replace('outcome=', 'outcom=');
    expect([later.has(valid), later.has(broken)]).toEqual([true, false]);
    expect((await passGate({ file: 's.xml', text: broken }, later)).ok).toBe(false);
    expect(later.takeAdded()).toEqual([]);
  });
});
