import 'reflect-metadata';
import { createRequire } from 'node:module';
import { defineComponent, optionalNeed, provide } from '@caruso/core-service-manager/contract';
import { openSecrets } from '@caruso/core-service-manager/wrapper-kit';
import { Container } from 'inversify';
import { DemoMailbox, Mail } from '../contract/index.js';
import { Mailer } from './mailer.js';
import { mailSettingsSchema } from './settings.js';
import { smtpServer } from './smtp-server.js';

const { version } = createRequire(import.meta.url)('../../package.json') as { readonly version: string };

export default defineComponent({
  name: 'mail',
  version,
  summary: 'E-mail through the company’s SMTP server',
  provides: [Mail],
  needs: [optionalNeed(DemoMailbox)],
  settings: mailSettingsSchema,
  async start({ use, settings, appDir, clock, newId }) {
    const server = smtpServer(settings.url, use(DemoMailbox), openSecrets(appDir));
    const container = new Container({ defaultScope: 'Singleton' });
    container
      .bind(Mailer)
      .toResolvedValue(() => new Mailer(server, settings, clock, newId))
      .inSingletonScope();
    const mailer = container.get(Mailer);
    return {
      provisions: [
        provide(Mail, { send: (message, { idempotencyKey, signal }) => mailer.send(message, idempotencyKey, signal) }),
      ],
      health: async () => mailer.health(),
      stop: async () => mailer.stop(),
    };
  },
});
