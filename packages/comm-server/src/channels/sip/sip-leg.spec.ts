import type { Logger } from '@caruso/core-service-manager/contract';
import { describe, expect, it } from 'vitest';
import { makeOffer, negotiateOffer } from '../../media/index.js';
import type { MediaSession } from '../../media/index.js';
import type { Call, EndedBy, EndReason } from '../../sip/index.js';
import { SipLeg } from './sip-leg.js';

const local = { host: '127.0.0.1', port: 4000, sessionId: 1, sessionVersion: 1 };
const remoteSide = { host: '127.0.0.1', port: 5000, sessionId: 2, sessionVersion: 2 };

/** A leg whose call and media are written down instead of made. */
function open() {
  const happened: string[] = [];
  let reinvite = (_offer: string): string | null => null;
  let end = (_why: EndReason, _by: EndedBy): void => undefined;
  let silence = (): void => undefined;
  let flood = (): void => undefined;
  let lose = (): void => undefined;
  const call: Call = {
    id: 'call',
    remote: { host: '127.0.0.1', port: 5060 },
    bye: () => void happened.push('bye'),
    onEnded: (listener) => (end = listener),
    onInfo: () => undefined,
    onReinvite: (listener) => (reinvite = listener),
  };
  const none = (): (() => void) => () => undefined;
  const session: MediaSession = {
    id: 'm1',
    host: '127.0.0.1',
    port: 4000,
    setRemote: async ({ direction }) => void happened.push(`media ${direction}`),
    play: async () => 'played',
    stop: async () => undefined,
    onDigit: none,
    onTimeout: (listener) => ((silence = listener), none()),
    onFlood: (listener) => ((flood = listener), none()),
    onLost: (listener) => ((lose = listener), none()),
    bridge: async () => undefined,
    unbridge: async () => undefined,
    sendDigits: async () => undefined,
    statistics: () => Promise.reject(new Error('none')),
    close: async () => void happened.push('media closed'),
  };
  const note = (_fields: object, message = ''): void => void happened.push(message.slice(0, 30));
  const log: Logger = { debug: note, info: note, warn: note, error: note, child: () => log };
  const leg = new SipLeg({ call, session, local, contact: 'c1', log });
  leg.onHold((held) => void happened.push(held ? 'held' : 'resumed'));
  leg.hungUp.on((how) => void happened.push(`hung up by ${how}`));
  leg.lost.on((reason) => void happened.push(`lost ${reason}`));
  const offer = (direction: 'sendrecv' | 'sendonly' | 'inactive') => reinvite(makeOffer({ ...remoteSide, direction }));
  return {
    happened,
    offer,
    refer: (text: string) => reinvite(text),
    end: (why: EndReason, by: EndedBy) => end(why, by),
    silence: () => silence(),
    flood: () => flood(),
    lose: () => lose(),
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a leg of a call', () => {
  it.each([
    ['sendonly', 'recvonly'],
    ['inactive', 'inactive'],
  ] as const)('is put on hold by a %s offer, answered %s, and comes back', async (direction, answered) => {
    const { offer, happened } = open();
    const answer = offer(direction) ?? '';
    expect(answer).toContain(`a=${answered}\r\n`);
    await settled();
    expect(offer('sendrecv')).toContain('a=sendrecv\r\n');
    await settled();
    expect(happened).toEqual([`media ${answered}`, 'held', 'media sendrecv', 'resumed']);
  });

  it('raises its version with each answer (RFC 3264 8), and refuses what it cannot carry', () => {
    const { offer, refer } = open();
    expect(offer('sendonly')).toMatch(/o=- 1 2 /);
    expect(offer('sendrecv')).toMatch(/o=- 1 3 /);
    expect(refer('nonsense')).toBeNull();
    expect(negotiateOffer('nonsense', local).outcome).toBe('rejected');
  });

  it('closes its media when the other side hangs up', async () => {
    const { end, happened } = open();
    end('bye', 'remote');
    await settled();
    expect(happened).toEqual(['media closed', 'hung up by remote']);
  });

  it('is over when no packets come any more, told before the BYE', () => {
    const { silence, happened } = open();
    silence();
    expect(happened).toContain('hung up by silence');
    expect(happened).toContain('bye');
  });

  it('on hold may be silent', () => {
    const { offer, silence, happened } = open();
    offer('sendonly');
    silence();
    expect(happened).not.toContain('bye');
  });

  it('tells of a flood once', () => {
    const { flood, happened } = open();
    flood();
    flood();
    expect(happened).toHaveLength(1);
  });

  it('is lost with the media process', () => {
    const { lose, happened } = open();
    lose();
    expect(happened).toEqual(['lost media-lost', 'bye']);
  });
});
