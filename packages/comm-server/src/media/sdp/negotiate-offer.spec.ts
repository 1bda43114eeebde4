import fc from 'fast-check';
import sdpTransform from 'sdp-transform';
import { describe, expect, it } from 'vitest';
import { makeOffer } from './make-offer.js';
import { negotiateOffer } from './negotiate-offer.js';
import { readAnswer } from './read-answer.js';
import type { MediaDirection } from './session-terms.js';

const local = { host: '192.0.2.1', port: 40_000, sessionId: 5, sessionVersion: 1 };

const offer = (lines: readonly string[], host = '198.51.100.9'): string =>
  ['v=0', `o=- 1 1 IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0', ...lines, ''].join('\r\n');

const phone = (extra: readonly string[] = [], host?: string): string =>
  offer(
    [
      'm=audio 5004 RTP/AVP 9 8 0 96 97',
      'a=rtpmap:9 G722/8000',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:96 telephone-event/48000',
      'a=rtpmap:97 telephone-event/8000',
      'a=fmtp:97 0-16',
      ...extra,
    ],
    host,
  );

describe('the answer to an offer', () => {
  it("takes the offerer's first G.711 law and its telephone events", () => {
    const result = negotiateOffer(phone(), local);
    if (result.outcome !== 'agreed') throw new Error(result.reason);
    expect(result.remote).toEqual({
      host: '198.51.100.9',
      port: 5004,
      codec: 'PCMA',
      payload: 8,
      telephoneEventPayload: 97,
      direction: 'sendrecv',
    });
    const [line] = sdpTransform.parse(result.answer).media;
    expect(line).toMatchObject({ type: 'audio', port: 40_000, payloads: '8 97', ptime: 20, direction: 'sendrecv' });
    expect(result.answer).toContain('c=IN IP4 192.0.2.1\r\n');
    expect(result.answer).toContain('a=fmtp:97 0-15\r\n');
  });

  it('takes only the codecs we allow', () => {
    const result = negotiateOffer(phone(), { ...local, codecs: ['PCMU'] });
    expect(result).toMatchObject({ outcome: 'agreed', remote: { codec: 'PCMU', payload: 0 } });
  });

  it('does without telephone events when none are offered', () => {
    const result = negotiateOffer(offer(['m=audio 5004 RTP/AVP 0']), local);
    if (result.outcome !== 'agreed') throw new Error(result.reason);
    expect(result.remote).not.toHaveProperty('telephoneEventPayload');
    expect(result.answer).not.toContain('telephone-event');
  });

  it('uses the payload type the offerer mapped G.711 to', () => {
    const mapped = offer(['m=audio 5004 RTP/AVP 110', 'a=rtpmap:110 pcmu/8000/1']);
    expect(negotiateOffer(mapped, local)).toMatchObject({ remote: { codec: 'PCMU', payload: 110 } });
  });

  it.each<[MediaDirection, MediaDirection, MediaDirection]>([
    ['sendrecv', 'sendrecv', 'sendrecv'],
    ['sendonly', 'sendrecv', 'recvonly'],
    ['recvonly', 'sendrecv', 'sendonly'],
    ['inactive', 'sendrecv', 'inactive'],
    ['sendrecv', 'sendonly', 'sendonly'],
    ['sendonly', 'sendonly', 'inactive'],
  ])('to %s, when we want %s, is %s', (theirs, wanted, agreed) => {
    const result = negotiateOffer(phone([`a=${theirs}`]), { ...local, direction: wanted });
    if (result.outcome !== 'agreed') throw new Error(result.reason);
    expect(result.remote.direction).toBe(agreed);
    expect(sdpTransform.parse(result.answer).media[0]?.direction).toBe(agreed);
  });

  it('to an offer on hold by the address 0.0.0.0 sends nothing', () => {
    const result = negotiateOffer(phone([], '0.0.0.0'), local);
    expect(result).toMatchObject({ remote: { host: '0.0.0.0', direction: 'recvonly' } });
  });

  it("takes the address of the audio line before the session's", () => {
    expect(negotiateOffer(phone(['c=IN IP4 203.0.113.7']), local)).toMatchObject({ remote: { host: '203.0.113.7' } });
  });

  it('refuses the other lines in their places', () => {
    const lines = [
      'm=video 6000 RTP/AVP 31',
      'm=audio 0 RTP/AVP 0',
      'm=audio 5004 RTP/AVP 0',
      'm=audio 5006 RTP/AVP 0',
    ];
    const result = negotiateOffer(offer(lines), local);
    if (result.outcome !== 'agreed') throw new Error(result.reason);
    const answered = sdpTransform.parse(result.answer).media.map(({ type, port }) => `${type} ${port}`);
    expect(answered).toEqual(['video 0', 'audio 0', 'audio 40000', 'audio 0']);
    expect(result.remote.port).toBe(5004);
  });

  it.each([
    ['malformed', 'not a description'],
    ['malformed', ''],
    ['no-audio', offer(['m=video 6000 RTP/AVP 31'])],
    ['no-audio', offer(['m=audio 0 RTP/AVP 0'])],
    ['no-audio', offer([])],
    ['unsupported-transport', offer(['m=audio 5004 RTP/SAVP 0'])],
    ['no-common-codec', offer(['m=audio 5004 RTP/AVP 9 18'])],
    ['no-common-codec', offer(['m=audio 5004 RTP/AVP 0', 'a=rtpmap:0 PCMU/16000'])],
  ])('is a rejection as %s of %j', (reason, text) => {
    expect(negotiateOffer(text, local)).toEqual({ outcome: 'rejected', reason });
  });

  it('never throws, whatever the text', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'v=0',
        'o=- 1 1 IN IP4 1.2.3.4',
        'o=x',
        'c=IN IP4 x',
        'c=',
        'c=IN IP4 5',
        'a=rtpmap:0 5/8000',
        'a=rtpmap:96 telephone-event/8000',
        'm=audio 5004 RTP/AVP 96 0 x',
        'm=audio 5004 RTP/AVP 0',
        'm=audio x y',
        'm=',
        'a=rtpmap:0',
        'a=sendonly',
        'a=rtpmap:0 PCMU/x',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        expect(['agreed', 'rejected']).toContain(negotiateOffer(lines.join('\r\n'), local).outcome);
        expect(['agreed', 'rejected']).toContain(readAnswer(lines.join('\n'), local).outcome);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an offer', () => {
  it('is understood by the answering side, and its answer by us', () => {
    const ours = makeOffer(local);
    const theirs = { host: '198.51.100.9', port: 6000, sessionId: 9, sessionVersion: 1, codecs: ['PCMA' as const] };
    const negotiation = negotiateOffer(ours, theirs);
    if (negotiation.outcome !== 'agreed') throw new Error(negotiation.reason);
    expect(negotiation.remote).toMatchObject({
      host: '192.0.2.1',
      port: 40_000,
      codec: 'PCMA',
      telephoneEventPayload: 101,
    });
    expect(readAnswer(negotiation.answer, local)).toEqual({
      outcome: 'agreed',
      remote: {
        host: '198.51.100.9',
        port: 6000,
        codec: 'PCMA',
        payload: 8,
        telephoneEventPayload: 101,
        direction: 'sendrecv',
      },
    });
  });

  it('puts the other side on hold and is answered so', () => {
    const holding = { ...local, direction: 'sendonly' as const, sessionVersion: 2 };
    const negotiation = negotiateOffer(makeOffer(holding), { ...local, port: 6000 });
    if (negotiation.outcome !== 'agreed') throw new Error(negotiation.reason);
    expect(negotiation.remote.direction).toBe('recvonly');
    expect(readAnswer(negotiation.answer, holding)).toMatchObject({ remote: { direction: 'sendonly' } });
  });

  it('names an IPv6 address as such', () => {
    expect(makeOffer({ ...local, host: '2001:db8::1' })).toContain('c=IN IP6 2001:db8::1\r\n');
  });

  it('is refused by an answer with port 0', () => {
    expect(readAnswer(offer(['m=audio 0 RTP/AVP 0']), local)).toEqual({ outcome: 'rejected', reason: 'no-audio' });
  });
});
