import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ApiRequest } from '../http/api-request.js';
import type { Services } from '../http/services.js';
import { liveHandler } from './live-handler.js';

const maria = { kind: 'customer', id: 'maria', name: 'Maria', roles: ['customer'] } as const;

/** A stream that is open until its reader goes. */
function silence(_input: unknown, { signal }: { readonly signal: AbortSignal }): AsyncIterable<never> {
  const next = (): Promise<IteratorResult<never>> =>
    new Promise((resolve) => {
      const end = (): void => resolve({ done: true, value: undefined });
      if (signal.aborted) end();
      signal.addEventListener('abort', end);
    });
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

function line(isSignedIn: () => boolean): { services: Services; api: ApiRequest; response: FakeResponse } {
  const response = new FakeResponse();
  const services = {
    objects: { changed: silence },
    scripts: { changed: silence },
    sessions: { find: async () => (isSignedIn() ? { user: 'maria', csrfToken: '' } : undefined) },
    accounts: { principal: async () => maria },
    log: { info: () => {}, warn: () => {} },
  } as unknown as Services;
  const api = {
    principal: maria,
    session: { user: 'maria', csrfToken: '' },
    request: { headers: { cookie: 'caruso_session=x' } },
    response,
  } as unknown as ApiRequest;
  return { services, api, response };
}

class FakeResponse extends EventEmitter {
  destroyed = false;
  ended = false;
  writableLength = 0;
  written: string[] = [];
  writeHead(): void {}
  write(text: string): void {
    this.written.push(text);
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

describe('a live line', () => {
  it('ends when its person is signed out', async () => {
    let signedIn = true;
    const { services, api, response } = line(() => signedIn);
    const served = liveHandler(services, 5)(api);
    await expect.poll(() => response.written.length).toBeGreaterThan(2);
    signedIn = false;
    await served;
    expect(response.ended).toBe(true);
  });

  it('is not opened for a reader who left before it was', async () => {
    const { services, api, response } = line(() => true);
    response.destroyed = true;
    await liveHandler(services, 5)(api);
    expect(response.written).toEqual([]);
  });

  it('is cut when its reader takes nothing any more', async () => {
    const { services, api, response } = line(() => true);
    response.writableLength = 2_000_000;
    await liveHandler(services, 5)(api);
    await sleep(10);
    expect(response.destroyed).toBe(true);
  });
});
