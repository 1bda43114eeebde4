import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Clock, ImplementationOf, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Compile } from '@caruso/expressions/contract';
import type { EventLog } from '@caruso/storage-manager/contract';
import type { Monitor, Report, Reporting } from '../contract/index.js';
import { compileReport } from '../definitions/compile-report.js';
import type { CompiledReport } from '../definitions/compile-report.js';
import { readFacts } from '../facts/read-facts.js';
import { csv } from '../formats/csv.js';
import { html } from '../formats/html.js';
import { json } from '../formats/json.js';
import type { DayFacts } from '../monitor/day-facts.js';
import { paced } from '../monitor/paced.js';
import { todayFigures } from '../monitor/today.js';
import { readPeriod } from '../periods/period.js';
import { requireSupervisor } from '../rights/require-supervisor.js';
import type { QueueGoals } from './queue-goals.js';
import { runReport } from './run-report.js';

export interface ReportingParts {
  readonly reports: ReadonlyMap<string, CompiledReport>;
  readonly day: DayFacts;
  readonly goals: QueueGoals;
  readonly eventLog: ServiceOf<typeof EventLog>;
  readonly compile: Compile;
  readonly clock: Clock;
}

/** At most one monitor a second. */
const MONITOR_EVERY_MS = 1000;

export function reportingService({
  reports,
  day,
  goals,
  eventLog,
  compile,
  clock,
}: ReportingParts): ImplementationOf<typeof Reporting> {
  function find(name: string): CompiledReport {
    const report = reports.get(name);
    if (report !== undefined) return report;
    const known = [...reports.keys()];
    throw new CarusoError('not-found', `There is no report "${name}"; there are ${known.join(', ') || 'none'}`, {
      report: name,
      known,
    });
  }

  async function run(
    report: CompiledReport,
    limits: { from?: string | undefined; to?: string | undefined },
  ): Promise<Report> {
    const period = readPeriod(limits, clock.now());
    const facts = await readFacts(eventLog, period.from, period.to);
    return runReport(report, facts, period, await goals.goals());
  }

  async function today(simulated: boolean): Promise<Monitor> {
    return todayFigures(day.facts(), await goals.goals(), clock.now(), simulated);
  }

  return {
    async reports(_input, call) {
      requireSupervisor(call);
      return [...reports.values()]
        .map(({ file }) => ({ name: file.report, title: file.title }))
        .toSorted((a, b) => a.name.localeCompare(b.name));
    },
    async run({ report, ...limits }, call) {
      requireSupervisor(call);
      return run(find(report), limits);
    },
    async render({ report: name, format, language, ...limits }, call) {
      requireSupervisor(call);
      const compiled = find(name);
      if (format === 'pdf') {
        throw new CarusoError('invalid', 'Reports as PDF are not there yet: take html and print it, or csv or json', {
          format,
        });
      }
      if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language)) {
        throw new CarusoError('invalid', `"${language}" is no language tag such as en or pt`, { language });
      }
      const source = { report: await run(compiled, limits), note: compiled.file.note };
      if (format === 'csv') return csv(source, language);
      return format === 'html' ? html(source, language) : json(source);
    },
    async today({ simulated }, call) {
      requireSupervisor(call);
      return today(simulated);
    },
    followToday({ simulated }, call) {
      requireSupervisor(call);
      return paced(() => today(simulated), {
        changed: day.changed,
        clock,
        everyMs: MONITOR_EVERY_MS,
        signal: call.signal,
      });
    },
    async check({ files }) {
      return files.flatMap((file) => [...compileReport(file, compile).findings]);
    },
  };
}
