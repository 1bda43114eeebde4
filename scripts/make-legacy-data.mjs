#!/usr/bin/env node
// Makes the rows of the demo utility's legacy billing database: examples/utility-vertical/legacy/data.sql.
// Seeded, so every run gives the same bytes; the result is committed and this script runs only when the data change.
//   node scripts/make-legacy-data.mjs            write data.sql
//   node scripts/make-legacy-data.mjs --check    exit 1 when data.sql is not what this script makes
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { address, makeCustomers } from '../examples/utility-vertical/legacy/generator/customers.mjs';
import { DEMO, DEMO_PRODUCTS } from '../examples/utility-vertical/legacy/generator/demo-customers.mjs';
import {
  addDays,
  between,
  chance,
  dayBetween,
  pick,
  random,
  toDate,
} from '../examples/utility-vertical/legacy/generator/draw.mjs';
import { PRODUCTS, CODES } from '../examples/utility-vertical/legacy/generator/vocabulary.mjs';

const target = new URL('../examples/utility-vertical/legacy/data.sql', import.meta.url);
const ROWS_PER_INSERT = 100;
/** The day the database was "exported": no reading or invoice is later. */
const EXPORT_DAY = '20261031';

function eanOf(body) {
  // GS1 check digit: weights 3 and 1 from the right.
  const sum = [...body].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

let eanSerial = 4_100_000;
function connectionsOf(who) {
  const demo = DEMO_PRODUCTS[who.KLT_NR];
  const products = demo ?? pick([['E'], ['E'], ['E', 'W'], ['E', 'W'], ['E', 'G'], ['E', 'G', 'W'], ['W'], ['E', 'E']]);
  const recent = !demo && chance(0.1);
  const start = recent ? dayBetween('20250601', '20260131') : dayBetween('19980201', '20250331');
  return products.map((PRODUCT_CD, i) => {
    const { phoneArea: _, ...elsewhere } = address();
    const { STRAAT, HUIS_NR, PC, PLAATS } = i > 0 && products[0] === PRODUCT_CD ? elsewhere : who;
    const row = {
      KLT_NR: who.KLT_NR,
      AANSL_VNR: i + 1,
      EAN_CD: eanOf(`5601300${String((eanSerial += between(3, 97))).padStart(10, '0')}`),
      PRODUCT_CD,
      STRAAT,
      HUIS_NR,
      PC,
      PLAATS,
      INGANG_DAT: i === 0 ? start : dayBetween(start, '20260131'),
      EIND_DAT: '',
      STATUS_CD: 'A',
    };
    if (demo) return { ...row, INGANG_DAT: { 100042: '20110901', 100077: '20190315' }[who.KLT_NR] };
    if (who.BLOK_IND === 'J' && PRODUCT_CD === 'E' && chance(0.6)) return { ...row, STATUS_CD: 'O' };
    if (i > 0 && chance(0.1)) return { ...row, EIND_DAT: dayBetween(row.INGANG_DAT, '20260930'), STATUS_CD: 'B' };
    if (i > 0 && chance(0.03)) return { ...row, INGANG_DAT: dayBetween('20261102', '20261215'), STATUS_CD: 'V' };
    return row;
  });
}

let meterSerial = 20_300;
function meterOf(connection) {
  const { low, high, mark } = PRODUCTS[connection.PRODUCT_CD];
  const last =
    connection.STATUS_CD === 'B'
      ? connection.EIND_DAT
      : connection.STATUS_CD === 'V'
        ? EXPORT_DAY
        : dayBetween('20260801', EXPORT_DAY);
  const years = Math.max(0, (toDate(last) - toDate(connection.INGANG_DAT)) / 86_400_000 / 365.25);
  const VERW_JVBR = between(low, high);
  const reading = VERW_JVBR * Math.min(years, 12) * (0.9 + random() * 0.2);
  const MTR_SRT = pick(connection.PRODUCT_CD === 'E' ? ['SL', 'SL', 'DG', 'AN'] : ['AN', 'AN', 'DG']);
  return {
    MTR_NR: `00${mark}${String((meterSerial += between(2, 61))).padStart(7, '0')}`,
    KLT_NR: connection.KLT_NR,
    AANSL_VNR: connection.AANSL_VNR,
    MTR_SRT,
    TELWERK_AANT: connection.PRODUCT_CD === 'E' ? pick([1, 1, 2, 3]) : 1,
    LST_STAND: reading.toFixed(3),
    LST_STAND_DAT: last,
    VERW_JVBR,
  };
}

const money = (cents) => (cents / 100).toFixed(2);
function billed(meters, connections, day, months) {
  return meters.reduce((sum, meter, i) => {
    const { PRODUCT_CD, INGANG_DAT, EIND_DAT } = connections[i];
    if (INGANG_DAT > day || (EIND_DAT !== '' && EIND_DAT < addDays(day, -90))) return sum;
    const { unit, fixed } = PRODUCTS[PRODUCT_CD];
    return sum + Math.round(months * ((meter.VERW_JVBR / 12) * unit * (0.75 + random() * 0.5) + fixed));
  }, 0);
}
const paid = (row) => ({ ...row, BET_BEDRAG: row.BEDRAG, STATUS_CD: 'BT' });
const unpaid = (row, STATUS_CD) => ({
  ...row,
  BET_BEDRAG: chance(0.15) ? money(Math.round(row.BEDRAG * between(20, 60))) : '0.00',
  STATUS_CD,
});
function invoicesOf(who, connections, meters) {
  const start = connections[0].INGANG_DAT;
  const count = who.KLT_NR === 100042 ? 7 : start > '20250430' ? between(4, 5) : between(4, 8);
  const first = start > '20250430' ? addDays(start, 30) : dayBetween('20250502', '20250620');
  const last = addDays(EXPORT_DAY, DEMO[who.KLT_NR] ? 0 : -between(0, 85));
  const step = Math.floor((toDate(last) - toDate(first)) / 86_400_000 / count);
  const late = !DEMO[who.KLT_NR] && (who.BLOK_IND === 'J' || chance(0.05));
  const rows = Array.from({ length: count }, (_, i) => {
    const FKT_DAT = addDays(first, step * (i + 1) - between(0, 9));
    const row = {
      KLT_NR: who.KLT_NR,
      FKT_DAT,
      VERVAL_DAT: addDays(FKT_DAT, 20),
      BEDRAG: money(billed(meters, connections, FKT_DAT, step / 30.4)),
    };
    const fromEnd = count - 1 - i;
    if (who.KLT_NR === 100042) return fromEnd === 0 ? { ...row, BET_BEDRAG: '0.00', STATUS_CD: 'OP' } : paid(row);
    if (who.KLT_NR === 100077)
      return fromEnd < 2 ? { ...row, BET_BEDRAG: '0.00', STATUS_CD: fromEnd === 1 ? 'HR' : 'OP' } : paid(row);
    if (late && fromEnd < 3) return unpaid(row, row.VERVAL_DAT < '20261010' ? 'HR' : 'OP');
    return row.VERVAL_DAT >= EXPORT_DAY && chance(0.7) ? unpaid(row, 'OP') : paid(row);
  });
  // Old debts that nobody ever wrote off.
  if (!DEMO[who.KLT_NR] && start < '20180101' && chance(0.03)) {
    const FKT_DAT = dayBetween('20190101', '20231231');
    rows.push({
      KLT_NR: who.KLT_NR,
      FKT_DAT,
      VERVAL_DAT: addDays(FKT_DAT, 20),
      BEDRAG: money(between(1850, 42000)),
      BET_BEDRAG: '0.00',
      STATUS_CD: 'HR',
    });
  }
  return rows;
}
function numbered(invoices) {
  const next = new Map();
  return invoices
    .toSorted((a, b) => a.FKT_DAT.localeCompare(b.FKT_DAT) || a.KLT_NR - b.KLT_NR)
    .map((row) => {
      const FKT_JAAR = Number(row.FKT_DAT.slice(0, 4));
      const FKT_VNR = (next.get(FKT_JAAR) ?? 10_000) + between(1, 9);
      next.set(FKT_JAAR, FKT_VNR);
      return { FKT_JAAR, FKT_VNR, ...row };
    });
}

const DECIMALS = new Set(['LST_STAND', 'BEDRAG', 'BET_BEDRAG']);
const literal = (column, value) =>
  typeof value === 'number' || DECIMALS.has(column) ? String(value) : `'${value.replaceAll("'", "''")}'`;
function inserts(table, rows) {
  const columns = Object.keys(rows[0]);
  const head = `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES\n`;
  const tuples = rows.map((row) => `(${columns.map((column) => literal(column, row[column])).join(',')})`);
  const blocks = Array.from({ length: Math.ceil(tuples.length / ROWS_PER_INSERT) }, (_, i) =>
    tuples.slice(i * ROWS_PER_INSERT, (i + 1) * ROWS_PER_INSERT),
  );
  return blocks.map((block) => `${head}${block.join(',\n')};\n`).join('');
}

function makeData() {
  const codes = CODES.flatMap((line) => {
    const [CD_SRT, CD, ...texts] = line.split(';');
    return ['EN', 'PT', 'NL'].map((TAAL_CD, i) => ({ CD_SRT, CD, TAAL_CD, OMSCHR: texts[i] }));
  });
  const customers = makeCustomers();
  const connections = customers.map(connectionsOf);
  const meters = connections.map((rows) => rows.map(meterOf));
  const invoices = customers.flatMap((who, i) => invoicesOf(who, connections[i], meters[i]));
  return [
    '-- Made by scripts/make-legacy-data.mjs; do not edit. Load after schema.sql. Every person in it is invented.\n',
    inserts('CDT010', codes),
    inserts('KLT001', customers),
    inserts('AANSL02', connections.flat()),
    inserts('MTR003', meters.flat()),
    inserts('FKT010', numbered(invoices)),
  ].join('\n');
}

const data = makeData();
if (process.argv.includes('--check')) {
  const same = readFileSync(target, 'utf8') === data;
  console.log(same ? 'data.sql is what the script makes' : 'data.sql differs from what the script makes');
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, data);
  console.log(`${fileURLToPath(target)}: ${Buffer.byteLength(data)} bytes`);
}
