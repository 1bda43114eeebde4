/** ESPI ServiceKind. */
const SERVICES = [
  'electricity',
  'gas',
  'water',
  'time',
  'heat',
  'refuse',
  'sewerage',
  'rates',
  'tvLicence',
  'internet',
];

export function serviceOf(code: string | null): string | null {
  return code !== null && /^\d$/.test(code) ? (SERVICES[Number(code)] ?? null) : null;
}

/** ESPI UnitSymbolKind, those that meters for people and firms send. */
const UNITS: Readonly<Record<string, string>> = {
  5: 'A',
  29: 'V',
  31: 'J',
  33: 'Hz',
  38: 'W',
  42: 'm³',
  61: 'VA',
  63: 'VAr',
  67: 'V²',
  69: 'A²',
  71: 'VAh',
  72: 'Wh',
  73: 'VArh',
  106: 'Ah',
  119: 'ft³',
  122: 'ft³/h',
  125: 'm³/h',
  128: 'US gal',
  129: 'US gal/h',
  132: 'Btu',
  133: 'Btu/h',
  134: 'L',
  137: 'L/h',
  169: 'therm',
};

export function unitOf(code: string | null): string | null {
  return code !== null && Object.hasOwn(UNITS, code) ? (UNITS[code] ?? null) : null;
}

/** ESPI Currency, by the numbers of ISO 4217. */
const CURRENCIES: Readonly<Record<string, string>> = {
  36: 'AUD',
  124: 'CAD',
  156: 'CNY',
  208: 'DKK',
  356: 'INR',
  392: 'JPY',
  578: 'NOK',
  643: 'RUB',
  752: 'SEK',
  756: 'CHF',
  826: 'GBP',
  840: 'USD',
  978: 'EUR',
};

/** The letters of a currency, or its number where the standard does not list it; 0 is no currency. */
export function currencyOf(code: string | null): string | null {
  if (code === null || /^0*$/.test(code)) return null;
  const number = code.replace(/^0+/, '');
  return Object.hasOwn(CURRENCIES, number) ? (CURRENCIES[number] ?? null) : code;
}

/** ESPI FlowDirectionKind. */
export function flowOf(code: string | null): string | null {
  return code === '1' ? 'forward' : code === '19' ? 'reverse' : code;
}

/** ESPI QualityOfReading. */
const QUALITIES: Readonly<Record<string, string>> = {
  0: 'valid',
  7: 'manually edited',
  8: 'estimated using reference day',
  9: 'estimated using linear interpolation',
  10: 'questionable',
  11: 'derived',
  12: 'projected',
  13: 'mixed',
  14: 'raw',
  15: 'normalized for weather',
  16: 'other',
  17: 'validated',
  18: 'verified',
  19: 'revenue quality',
};

export function qualityOf(code: string): string {
  return Object.hasOwn(QUALITIES, code) ? (QUALITIES[code] ?? code) : code;
}
