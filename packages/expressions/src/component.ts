import 'reflect-metadata';
import { createRequire } from 'node:module';
import { defineComponent, provide } from '@caruso/core-service-manager/contract';
import type { ImplementationOf } from '@caruso/core-service-manager/contract';
import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import { z } from 'zod';
import type { TimeSource } from './compilation/environment.js';
import { Expressions } from './contract/index.js';
import { createExpressions } from './create-expressions.js';

const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };

const Time: ServiceIdentifier<TimeSource> = Symbol('time');
const Service: ServiceIdentifier<ImplementationOf<typeof Expressions>> = Symbol('expressions');

const settings = z.object({
  timeZone: z
    .string()
    .refine(isTimeZone, 'is no time zone; write one like Europe/Amsterdam')
    .optional()
    .describe('In which time zone "today" is and times are shown. Default: that of the machine'),
});

export default defineComponent({
  name: 'expressions',
  version,
  summary: 'The expression language: conditions, computed values and texts with values in them',
  provides: [Expressions],
  needs: [],
  everywhere: true,
  settings,
  async start({ clock, settings: { timeZone } }) {
    const container = new Container();
    container.bind(Time).toConstantValue({ now: () => clock.now(), timeZone });
    container
      .bind(Service)
      .toDynamicValue((context) => createExpressions(context.get(Time)))
      .inSingletonScope();
    return {
      provisions: [provide(Expressions, container.get(Service))],
      stop: async () => container.unbindAll(),
    };
  },
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
