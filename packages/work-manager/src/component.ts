import 'reflect-metadata';
import { createRequire } from 'node:module';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { defineComponent, need, optionalNeed, provide } from '@caruso/core-service-manager/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import { Container } from 'inversify';
import { replaceStaff } from './agents/staff.js';
import { WorkManager, workManagerSettingsSchema } from './contract/index.js';
import { EventWriter } from './events/event-writer.js';
import { PeopleReader } from './people/people-reader.js';
import { Router } from './routing/router.js';
import { newWorkFloor } from './routing/work-floor.js';
import { workService } from './routing/work-service.js';

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

/** Waiting items do not survive a restart (their calls die with the process), and everybody is offline after it. */
export default defineComponent({
  name: 'work-manager',
  version,
  summary: 'One router for every medium: queues, skills, reservations',
  provides: [WorkManager],
  needs: [need(EventLog), optionalNeed(BusinessObjects)],
  settings: workManagerSettingsSchema,
  async start({ use, settings, clock, log }) {
    const container = new Container({ defaultScope: 'Singleton' });
    container
      .bind(EventWriter)
      .toResolvedValue(() => new EventWriter(use(EventLog), clock, log))
      .inSingletonScope();
    container
      .bind(Router)
      .toResolvedValue((writer: EventWriter) => new Router(newWorkFloor(settings.queues), clock, writer), [EventWriter])
      .inSingletonScope();
    container
      .bind(PeopleReader)
      .toResolvedValue(
        (router: Router) =>
          new PeopleReader(use(BusinessObjects), clock, log, (people) =>
            router.act((floor, now) => replaceStaff(floor, people, now)),
          ),
        [Router],
      )
      .inSingletonScope();

    const router = container.get(Router);
    const people = container.get(PeopleReader);
    const writer = container.get(EventWriter);
    return {
      provisions: [provide(WorkManager, workService(router, people))],
      async health() {
        const parts = [people.health(), writer.health()];
        return parts.find(({ status }) => status !== 'up') ?? { status: 'up' };
      },
      ready: () => people.readInTheEnd(),
      async stop() {
        people.stop();
        router.stop();
        await writer.flush();
      },
    };
  },
});
