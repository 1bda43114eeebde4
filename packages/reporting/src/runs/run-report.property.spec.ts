import { readFile } from 'node:fs/promises';
import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import { Expressions } from '@caruso/expressions/contract';
import type { Compile } from '@caruso/expressions/contract';
import type { Event } from '@caruso/storage-manager/contract';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compileReport } from '../definitions/compile-report.js';
import type { CompiledReport } from '../definitions/compile-report.js';
import { FactBook } from '../facts/fact-book.js';
import { eventsOf, history } from '../fixtures/contact-histories.js';
import type { History } from '../fixtures/contact-histories.js';
import { todayFigures } from '../monitor/today.js';
import { runReport } from './run-report.js';

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};
const manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent });
await manager.add([{ component: expressions }]);
afterAll(() => manager.stop());
const compile: Compile = (source, options) => manager.use(Expressions).compile(source, options);

async function shipped(name: string): Promise<CompiledReport> {
  const text = await readFile(new URL(`../../../crm/core/reports/${name}.yaml`, import.meta.url), 'utf8');
  const { report } = compileReport({ file: name, text }, compile);
  if (report === undefined) throw new Error(`${name} has mistakes`);
  return report;
}
const incoming = await shipped('incoming-calls');
const demo = await shipped('incoming-calls-simulated');

const start = Date.parse('2026-03-02T08:00:00Z');
/** Some of the calls come after it. */
const period = { from: start, to: start + 20_000_000 };
const goals = new Map([['moving', 10]]);

/** The log's events, each `copies` times: a stream that was taken up again tells some of them twice. */
function bookOf(histories: readonly History[], copies = 1): FactBook {
  const book = new FactBook(period.from, period.to);
  const events = eventsOf(histories, start).map((event, index): Event => ({
    ...event,
    seq: index + 1,
    id: `e${index}`,
  }));
  for (let copy = 0; copy < copies; copy += 1) for (const event of events) book.add(event);
  return book;
}

/** The same figures straight from the histories, without events, facts or expressions. */
function recount(histories: readonly History[]): Record<string, number | null> {
  const inQueue = histories.filter(({ queue }) => queue !== undefined);
  const answered = inQueue.filter(({ end }) => end === 'answered');
  const abandoned = inQueue.filter(({ end }) => end === 'abandoned');
  const talked = answered.filter(({ talk }) => talk !== undefined);
  const closed = talked.filter(({ wrapUp }) => wrapUp !== undefined);
  const inTime = answered.filter(({ wait, queue }) => wait <= (queue === 'moving' ? 10 : 20));
  const waits = [...answered, ...abandoned].map(({ wait }) => wait);
  return {
    received: histories.length,
    queued: inQueue.length,
    answered: answered.length,
    abandoned: abandoned.length,
    shortAbandons: abandoned.filter(({ wait }) => wait <= 6).length,
    leftDialog: histories.filter(({ queue, end }) => queue === undefined && end === 'abandoned').length,
    broken: histories.filter(({ end }) => end === 'broken').length,
    abandonment: ratio(abandoned.length, inQueue.length),
    averageWait: ratio(sum(answered.map(({ wait }) => wait)), answered.length),
    longestWait: waits.length === 0 ? null : Math.max(...waits),
    averageTalk: ratio(sum(talked.map(({ talk }) => talk ?? 0)), talked.length),
    handleTime: ratio(sum(closed.map(({ talk, wrapUp }) => (talk ?? 0) + (wrapUp ?? 0))), closed.length),
    serviceLevel: ratio(inTime.length, answered.length + abandoned.length),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(a: number, b: number): number | null {
  return b === 0 ? null : a / b;
}

function counted(histories: readonly History[], simulated: boolean): readonly History[] {
  return histories.filter(
    (each) => each.at < 20_000 && each.medium === 'voice' && each.direction === 'in' && each.simulated === simulated,
  );
}

const histories = fc.array(history, { maxLength: 60, size: 'max' });

describe('the report of incoming calls', () => {
  it('has totals and rows that equal a recount of whatever happened', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const mine = counted(all, false);
        const report = runReport(incoming, bookOf(all).facts(), period, goals);
        const names = report.columns.map(({ name }) => name).slice(1);
        const cells = (of: readonly History[]): (number | null | undefined)[] => names.map((name) => recount(of)[name]);
        const keys = ['general', 'moving', null].filter((key) => mine.some(({ queue = null }) => queue === key));
        expect(report.totals).toEqual([null, ...cells(mine)]);
        expect(report.rows).toEqual(
          keys.map((key) => [key, ...cells(mine.filter(({ queue = null }) => queue === key))]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('and that of simulated ones share no call and miss none', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const [real, simulated] = [incoming, demo].map(
          (report) => runReport(report, bookOf(all).facts(), period, goals).totals[1],
        );
        expect([real, simulated]).toEqual([counted(all, false).length, counted(all, true).length]);
      }),
      { numRuns: 50 },
    );
  });

  it('counts an event that is told twice once', () => {
    fc.assert(
      fc.property(histories, (all) => {
        expect(bookOf(all, 2).facts()).toEqual(bookOf(all).facts());
      }),
      { numRuns: 50 },
    );
  });
});

describe('the figures of today', () => {
  it('agree with the report', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const facts = bookOf(all)
          .facts()
          .filter(({ medium }) => medium !== 'web');
        const { total, queues } = todayFigures(facts, goals, period.to, false);
        const expected = recount(counted(all, false));
        expect(total).toEqual({
          queue: '',
          received: expected['received'],
          answered: expected['answered'],
          abandoned: expected['abandoned'],
          serviceLevel: expected['serviceLevel'],
          averageWaitSeconds: expected['averageWait'],
          averageTalkSeconds: expected['averageTalk'],
        });
        expect(sum(queues.map(({ answered }) => answered))).toBe(total.answered);
      }),
      { numRuns: 200 },
    );
  });
});
