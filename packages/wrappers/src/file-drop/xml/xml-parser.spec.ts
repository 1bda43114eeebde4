import { describe, expect, it } from 'vitest';
import { parseAll, recordsOf } from '../testing/parse-all.js';
import { xmlOptionsSchema } from './xml-options.js';
import { xmlParser } from './xml-parser.js';

const parser = (record: string) => xmlParser(xmlOptionsSchema.parse({ record }));

const readings = `<?xml version="1.0"?>
<m:Readings xmlns:m="urn:m">
  <m:Header><m:Reading>not this one</m:Reading></m:Header>
  <m:Reading unit="kWh"><m:Meter>E-1</m:Meter><m:Value>12.50</m:Value><Tag>a</Tag><Tag>b</Tag><Tag>c</Tag></m:Reading>
  <m:Reading><m:Meter>E&#45;2 &amp; co</m:Meter><m:Note lang="pt"><![CDATA[<ok>]]></m:Note></m:Reading>
</m:Readings>`;

describe('XML', () => {
  it('gives the elements at the path, with attributes, lists and the line they begin at', async () => {
    const rows = await parseAll(parser('Readings/Reading'), readings);
    expect(rows.map(({ line }) => line)).toEqual([4, 5]);
    expect(recordsOf(rows)).toEqual([
      { '@unit': 'kWh', Meter: 'E-1', Value: '12.50', Tag: ['a', 'b', 'c'] },
      { Meter: 'E-2 & co', Note: { '@lang': 'pt', '#text': '<ok>' } },
    ]);
  });

  it('is read in the encoding it declares', async () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a><b>M\u00e3e</b></a>', 'latin1');
    expect(recordsOf(await parseAll(parser('a/b'), bytes))).toEqual([{ '#text': 'Mãe' }]);
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', /document type/],
    ['an entity of nobody', '<a><b>&x;</b></a>', /entity/],
    ['an element that is not closed', '<a>\n<b>1</b><b>', /line 2: .*(unclosed|unexpected end)/i],
    ['something else', 'a,b\n1,2', /line/],
    ['too deep', `<a>${'<x>'.repeat(70)}${'</x>'.repeat(70)}</a>`, /more than 64 deep/],
  ])('with %s is unreadable', async (_what, text, message) => {
    await expect(parseAll(parser('a/b'), text)).rejects.toThrow(message);
  });
});
