import 'reflect-metadata';
import { createRequire } from 'node:module';
import { defineComponent, need, optionalNeed, provide } from '@caruso/core-service-manager/contract';
import { Expressions } from '@caruso/expressions/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import { Container } from 'inversify';
import { Reporting, reportingSettingsSchema } from './contract/index.js';
import { compileReports } from './definitions/compile-reports.js';
import { DayFacts } from './monitor/day-facts.js';
import { QueueGoals } from './runs/queue-goals.js';
import { reportingService } from './runs/reporting-service.js';

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

export default defineComponent({
  name: 'reporting',
  version,
  summary: 'Live figures and reports, computed from the event log',
  provides: [Reporting],
  needs: [need(EventLog), need(Expressions), optionalNeed(WorkManager)],
  settings: reportingSettingsSchema,
  async start({ use, settings, clock, log }) {
    const eventLog = use(EventLog);
    const { compile } = use(Expressions);
    const { reports, findings } = compileReports(settings.reports, compile);
    for (const { file, line, column, message } of findings)
      log.error({ file, line, column }, `${file}:${line}:${column}  ${message}`);

    const container = new Container({ defaultScope: 'Singleton' });
    container
      .bind(DayFacts)
      .toResolvedValue(() => new DayFacts(eventLog, clock, log))
      .inSingletonScope();
    container
      .bind(QueueGoals)
      .toResolvedValue(() => new QueueGoals(use(WorkManager), clock, log))
      .inSingletonScope();
    const day = container.get(DayFacts);
    const goals = container.get(QueueGoals);
    return {
      provisions: [provide(Reporting, reportingService({ reports, day, goals, eventLog, compile, clock }))],
      ready: () => day.start(),
      async health() {
        const [first] = findings;
        if (first === undefined) return day.health();
        const { file, line, column, message } = first;
        return {
          status: 'degraded',
          reason: `Reports with mistakes are left out: ${file}:${line}:${column}  ${message}`,
        };
      },
      stop: async () => day.stop(),
    };
  },
});
