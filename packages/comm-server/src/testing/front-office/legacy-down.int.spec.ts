import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactIn, historyOf, openFrontOffice } from './front-office.fixture.js';
import type { FrontOffice } from './front-office.fixture.js';
import { openTelephones } from './telephones.fixture.js';
import type { Telephones } from './telephones.fixture.js';

let office: FrontOffice;
let telephones: Telephones;
beforeAll(async () => {
  // Nobody listens on port 1.
  office = await openFrontOffice({ legacy: 'postgres://nobody@127.0.0.1:1/billing' });
  telephones = await openTelephones();
}, 30_000);
afterAll(async () => {
  await telephones?.close();
  await office?.stop();
});

describe('while the legacy database is down', () => {
  it('a caller is not dropped: she hears of it and waits for an agent', async () => {
    const caller = await telephones.dial(office.sipPort, '101');
    await sleep(300);
    await caller.session.sendDigits('100042');
    const waiting = await contactIn(office, 'waiting');
    expect(waiting.queue).toBe('general');
    expect(caller.isOver()).toBe(false);
    caller.call.bye();
    await expect.poll(() => historyOf(office, waiting.id)).toContain('contact.abandoned');
  }, 30_000);
});
