// KLT001: invented people and firms, where they live and how they are reached.
import { DEMO, NAMESAKES, TWICE } from './demo-customers.mjs';
import { between, chance, dayBetween, digits, pick, random } from './draw.mjs';
import {
  PT_WOMEN,
  PT_MEN,
  PT_LAST,
  EN_WOMEN,
  EN_MEN,
  EN_LAST,
  NL_WOMEN,
  NL_MEN,
  NL_LAST,
  TRADES,
  TRADE_NAMES,
  FORMS,
  STREETS,
  CITIES,
} from './vocabulary.mjs';

const CUSTOMERS = 640;
const FIRST_NUMBER = 100001;

function weightedCity() {
  let left = random() * CITIES.reduce((sum, city) => sum + city[3], 0);
  return CITIES.find((city) => (left -= city[3]) < 0) ?? CITIES[0];
}
export function address() {
  const [PLAATS, areas, phoneArea] = weightedCity();
  const street = between(0, STREETS.length - 1);
  const area = pick(areas);
  // One street of one area has one suffix, as in life (the suffixes themselves are invented).
  const suffix = String(((street * 37 + area * 7) % 590) + 10).padStart(3, '0');
  const floor = chance(0.25) ? pick([' 1.º D', ' 2.º Esq', ' 3.º A', ' R/C']) : '';
  return {
    STRAAT: STREETS[street],
    HUIS_NR: `${between(1, 480)}${floor}`,
    PC: `${area}-${suffix}`,
    PLAATS,
    phoneArea,
  };
}
const ascii = (text) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
const usedMails = new Set(['maria.teixeira@example.com', 'john.carter@example.com']);
function mailOf(first, last, domain) {
  const base = [first, last].map(ascii).filter(Boolean).join('.');
  for (let i = 1; ; i++) {
    const mail = `${base}${i === 1 ? '' : i}@example.${domain}`;
    if (!usedMails.has(mail)) return usedMails.add(mail) && mail;
  }
}
const usedPhones = new Set(['+351 912 345 678', '+351 934 567 012']);
function phoneOf(language, area) {
  for (;;) {
    const mobile = `${pick(['91', '92', '93', '96'])}${between(0, 9)} ${digits(3)} ${digits(3)}`;
    const local =
      area.length === 2 ? `${area}${between(0, 9)} ${digits(3)} ${digits(3)}` : `${area} ${digits(3)} ${digits(3)}`;
    let phone = `+351 ${chance(0.7) ? mobile : local}`;
    if (language === 'EN' && chance(0.5)) phone = `+44 7700 900${digits(3)}`; // Ofcom: numbers kept for fiction
    if (language === 'NL' && chance(0.5)) phone = `+31 6 ${between(1, 5)}${digits(3)} ${digits(4)}`;
    if (!usedPhones.has(phone)) return usedPhones.add(phone) && phone;
  }
}

function customer(KLT_NR) {
  const { phoneArea, ...home } = address();
  const BLOK_IND = chance(0.045) ? 'J' : 'N';
  if (chance(0.11)) {
    const name = `${pick(TRADES)} ${pick(TRADE_NAMES)}`;
    return {
      KLT_NR,
      AANHEF_CD: 'FRM',
      KLT_NAAM: `${name}, ${pick(FORMS)}`,
      KLT_VNAAM: '',
      GEB_DAT: '',
      TAAL_CD: 'PT',
      TEL_NR: phoneOf('PT', phoneArea),
      EMAIL_ADR: mailOf('geral', name, 'org'),
      ...home,
      KLT_SRT: 'Z',
      BLOK_IND,
    };
  }
  const TAAL_CD = chance(0.05) ? 'EN' : chance(0.03) ? 'NL' : 'PT';
  const woman = chance(0.5);
  const firsts = { PT: [PT_WOMEN, PT_MEN], EN: [EN_WOMEN, EN_MEN], NL: [NL_WOMEN, NL_MEN] }[TAAL_CD][woman ? 0 : 1];
  const lasts = { PT: PT_LAST, EN: EN_LAST, NL: NL_LAST }[TAAL_CD];
  const KLT_VNAAM = pick(firsts);
  let KLT_NAAM = pick(lasts);
  // The demo customer stays the only one of her name.
  if (KLT_VNAAM === 'Maria' && KLT_NAAM === 'Teixeira') KLT_NAAM = 'Tavares';
  const doctor = TAAL_CD === 'PT' && chance(0.05);
  const AANHEF_CD = doctor ? (woman ? 'DRA' : 'DR') : woman ? 'MVR' : 'DHR';
  return {
    KLT_NR,
    AANHEF_CD,
    KLT_NAAM,
    KLT_VNAAM,
    GEB_DAT: dayBetween('19380101', '20060630'),
    TAAL_CD,
    TEL_NR: chance(0.04) ? '' : phoneOf(TAAL_CD, phoneArea),
    EMAIL_ADR: chance(0.12) ? '' : mailOf(KLT_VNAAM, KLT_NAAM, pick(['com', 'org'])),
    ...home,
    KLT_SRT: 'P',
    BLOK_IND,
  };
}

export function makeCustomers() {
  const all = Array.from({ length: CUSTOMERS }, (_, i) => customer(FIRST_NUMBER + i));
  const at = (number) => all[number - FIRST_NUMBER];
  for (const [number, [KLT_VNAAM, KLT_NAAM]] of Object.entries(NAMESAKES)) {
    const AANHEF_CD = KLT_VNAAM === 'Ana' ? 'MVR' : 'DHR';
    Object.assign(at(+number), {
      AANHEF_CD,
      KLT_NAAM,
      KLT_VNAAM,
      GEB_DAT: dayBetween('19500101', '19991231'),
      TAAL_CD: 'PT',
      KLT_SRT: 'P',
      TEL_NR: phoneOf('PT', '22'),
      EMAIL_ADR: mailOf(KLT_VNAAM, KLT_NAAM, 'com'),
    });
  }
  for (const [later, earlier] of Object.entries(TWICE)) {
    const { AANHEF_CD, KLT_NAAM, KLT_VNAAM, GEB_DAT, TAAL_CD, TEL_NR, KLT_SRT } = at(earlier);
    Object.assign(at(+later), {
      AANHEF_CD,
      KLT_NAAM,
      KLT_VNAAM,
      GEB_DAT,
      TAAL_CD,
      TEL_NR,
      KLT_SRT,
      EMAIL_ADR: '',
    });
  }
  for (const [number, facts] of Object.entries(DEMO)) Object.assign(at(+number), facts);
  return all;
}
