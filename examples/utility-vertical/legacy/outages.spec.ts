import { readFileSync } from 'node:fs';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';

describe("the network operator's outage feed", () => {
  interface Outage {
    readonly 'st:StoringId': string;
    readonly 'st:ProduktCd': string;
    readonly 'st:StatusCd': string;
    readonly 'st:Gebied': { readonly 'gt:PostcodePrefix': readonly string[] };
    readonly 'st:AanvangTijd': string;
    readonly 'st:VerwachtEindTijd': string;
    readonly 'st:Oorzaak': {
      readonly 'gt:Tekst': readonly { readonly '@_Taal': string; readonly '#text': string }[];
    };
  }
  const xml = readFileSync(new URL('./outages.xml', import.meta.url), 'utf8');
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => ['st:Storing', 'gt:PostcodePrefix', 'gt:Tekst'].includes(name),
  });
  const feed = parser.parse(xml) as {
    'st:StoringsBericht': { 'st:Storingen': { 'st:Storing': readonly Outage[] } };
  };
  const outages = feed['st:StoringsBericht']['st:Storingen']['st:Storing'];

  it('is well-formed and reports a dozen outages, each once', () => {
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(new Set(outages.map((outage) => outage['st:StoringId'])).size).toBe(12);
    expect(outages).toHaveLength(12);
  });

  it('says of each what, where, when and why, in Portuguese and English', () => {
    for (const outage of outages) {
      expect(outage['st:ProduktCd']).toMatch(/^[EGW]$/);
      expect(outage['st:StatusCd']).toMatch(/^(LOPEND|GEPLAND|OPGELOST)$/);
      expect(outage['st:Gebied']['gt:PostcodePrefix'].every((prefix) => /^\d{4}$/.test(prefix))).toBe(true);
      expect(Date.parse(outage['st:AanvangTijd'])).toBeLessThan(Date.parse(outage['st:VerwachtEindTijd']));
      expect(outage['st:Oorzaak']['gt:Tekst'].map((cause) => cause['@_Taal'])).toEqual(['pt', 'en']);
    }
  });

  it('has one current outage at postal prefix 4050, of electricity', () => {
    const current = outages.filter(
      (outage) => outage['st:StatusCd'] === 'LOPEND' && outage['st:Gebied']['gt:PostcodePrefix'].includes('4050'),
    );
    expect(current.map((outage) => outage['st:ProduktCd'])).toEqual(['E']);
  });
});
