import 'reflect-metadata';
import { defineComponent, need, provide } from '@caruso/core-service-manager/contract';
import { Storage } from '@caruso/storage-manager/contract';
import { z } from 'zod';
import { DemoMailbox } from '../contract/demo-mailbox.js';
import { openMailTable } from './mail-table.js';
import { receiveMail } from './receive-mail.js';

const host = '127.0.0.1';

/** Keeps the demo's mails: a real SMTP server on loopback, its messages in the store `own`. */
export default defineComponent({
  name: 'demo-mailbox',
  version: '0.1.0',
  summary: 'The mailbox of the demo',
  provides: [DemoMailbox],
  needs: [need(Storage)],
  settings: z.strictObject({
    /** 0 takes a free one. */
    port: z.number().int().min(0).max(65_535).default(0),
  }),
  async start({ use, settings, clock, newId, log }) {
    const mails = await openMailTable(use(Storage));
    const receiver = await receiveMail({
      host,
      port: settings.port,
      now: () => clock.now(),
      newId,
      keep: mails.keep,
      log,
    });
    return {
      provisions: [
        provide(DemoMailbox, {
          address: async () => ({ host, port: receiver.port }),
          list: ({ limit }) => mails.list(limit),
          get: ({ id }) => mails.get(id),
        }),
      ],
      stop: () => receiver.close(),
    };
  },
});
