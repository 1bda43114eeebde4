// The customers that demos and tests know by number (scripts/make-legacy-data.mjs writes them over the drawn ones).

export const DEMO = {
  100042: {
    AANHEF_CD: 'MVR',
    KLT_NAAM: 'Teixeira',
    KLT_VNAAM: 'Maria',
    GEB_DAT: '19840512',
    TAAL_CD: 'PT',
    TEL_NR: '+351 912 345 678',
    EMAIL_ADR: 'maria.teixeira@example.com',
    STRAAT: 'Rua das Flores',
    HUIS_NR: '12',
    PC: '4050-262',
    PLAATS: 'Porto',
    KLT_SRT: 'P',
    BLOK_IND: 'N',
  },
  100077: {
    AANHEF_CD: 'DHR',
    KLT_NAAM: 'Carter',
    KLT_VNAAM: 'John',
    GEB_DAT: '19751103',
    TAAL_CD: 'EN',
    TEL_NR: '+351 934 567 012',
    EMAIL_ADR: 'john.carter@example.com',
    STRAAT: 'Avenida da República',
    HUIS_NR: '233',
    PC: '4450-241',
    PLAATS: 'Matosinhos',
    KLT_SRT: 'P',
    BLOK_IND: 'N',
  },
};
export const DEMO_PRODUCTS = { 100042: ['E', 'W'], 100077: ['E', 'G'] };
/** The same person entered twice over the years: later number, earlier number. Same name, birth date and telephone. */
export const TWICE = { 100318: 100112, 100455: 100209, 100601: 100033 };
/** Different people of one name. */
export const NAMESAKES = {
  100151: ['João', 'Silva'],
  100290: ['João', 'Silva'],
  100512: ['João', 'Silva'],
  100187: ['Ana', 'Ferreira'],
  100423: ['Ana', 'Ferreira'],
};
