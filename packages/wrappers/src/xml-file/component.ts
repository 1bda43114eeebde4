import 'reflect-metadata';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { defineComponent, provide } from '@caruso/core-service-manager/contract';
import { Container } from 'inversify';
import { Outages } from '../contract/index.js';
import { outageFeedSettingsSchema, outageList, touches } from './outages/outage-list.js';
import { RecordFile } from './records/record-file.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export default defineComponent({
  name: 'outage-feed',
  version,
  summary: 'The network operator’s XML file of outages',
  provides: [Outages],
  needs: [],
  settings: outageFeedSettingsSchema,
  async start({ settings, appDir, log }) {
    const container = new Container({ defaultScope: 'Singleton' });
    container
      .bind(RecordFile)
      .toResolvedValue(() => new RecordFile(resolve(appDir, settings.file), settings, log))
      .inSingletonScope();
    const file = container.get(RecordFile);
    return {
      provisions: [
        provide(Outages, {
          async list({ postalCode }) {
            const current = outageList(await file.records(), settings.current);
            return current.filter((outage) => postalCode === undefined || touches(outage, postalCode));
          },
        }),
      ],
      health: () => file.health(),
      stop: async () => undefined,
    };
  },
});
