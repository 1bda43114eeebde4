import { describe, expect, it } from 'vitest';
import { elementAt, textsAt } from './element.js';
import { readXml } from './read-xml.js';

const rootOf = (text: string) => {
  const reading = readXml(text);
  return reading.ok ? reading.root : expect.fail(reading.reason);
};

describe('an XML file', () => {
  it('keeps text as it is: leading zeros, exponents, references, CDATA', () => {
    const root = rootOf('<a><b>007</b><b>1e3</b><b>J&#252;rg &amp; &lt;Co&gt;</b><b><![CDATA[<x>&amp;]]></b></a>');
    expect(textsAt(root, 'b')).toEqual(['007', '1e3', 'Jürg & <Co>', '<x>&amp;']);
  });

  it('has names without prefix and the namespaces that hold for them', () => {
    const root = rootOf('<n:a xmlns:n="urn:one" xmlns="urn:two"><b/><n:c xmlns:n="urn:three"><n:d/></n:c></n:a>');
    const namespaces = [root, elementAt(root, 'b'), elementAt(root, 'c/d')].map((element) => element?.namespace);
    expect(namespaces).toEqual(['urn:one', 'urn:two', 'urn:three']);
  });

  it.each(['\n', '\r\n', '\r'])('knows the line and the text of an element, whatever ends a line (%j)', (end) => {
    const element = elementAt(rootOf(['<a>', '<b>', '1</b>', '<c x="1"/>', '</a>'].join(end)), 'c');
    expect([element?.line, element?.raw()]).toEqual([4, '<c x="1"/>']);
  });

  it.each([
    ['<a/>\n<b/>', 2, /second root/],
    ['<a>\n<b></a>', 2, /not well-formed/],
    ['<a>\n<!DOCTYPE a>', 2, /DOCTYPE/],
    [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`, 1, /nested/i],
    ['<a>'.concat('<b/>'.repeat(2_000_001), '</a>'), 1, /more than 1000000 elements/],
  ])('is refused when it is not one tree of bounded size', (text, line, reason) => {
    expect(readXml(text)).toEqual({ ok: false, line, reason: expect.stringMatching(reason) });
  });
});
