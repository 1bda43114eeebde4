import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger } from '@caruso/core-service-manager/contract';
import { expect, it } from 'vitest';
import expressions from './component.js';
import { Expressions } from './contract/index.js';

const silent: Logger = { debug: noLine, info: noLine, warn: noLine, error: noLine, child: () => silent };

function noLine(): void {
  // The test looks at the service list, not at the log.
}

function manager() {
  return createServiceManager({ appDir: '/app', dataDir: '/data', log: silent });
}

it('the component provides the language through the service manager', async () => {
  const services = manager();
  await services.add([{ component: expressions, settings: { timeZone: 'Europe/Lisbon' } }]);
  const compiled = services.use(Expressions).compile('1 + 1', { variables: {} });
  expect(compiled.ok && compiled.program.evaluate({})).toBe(2);
  await services.stop();
});

it('the component does not start with a time zone that is none', async () => {
  const services = manager();
  await services.add([{ component: expressions, settings: { timeZone: 'Mars/Olympus' } }]);
  const info = services.list().find(({ component }) => component === 'expressions');
  expect(info?.state).toBe('failed');
  expect(info?.reason).toContain('settings.timeZone: is no time zone');
});
