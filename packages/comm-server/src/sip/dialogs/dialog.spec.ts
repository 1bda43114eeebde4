import { describe, expect, test } from 'vitest';
import { headerList } from '../messages/header-access.js';
import type { SipRequest, SipResponse, Via } from '../messages/message.js';
import { parseMessage } from '../messages/parse-message.js';
import { dialogAfterRequest, dialogOfAnswer, dialogOfInvite, keyOfDialog, nextHop, requestInDialog } from './dialog.js';

const via: Via = { transport: 'UDP', host: 'us', port: 5060, parameters: [] };

const read = (startLine: string, ...lines: readonly string[]): SipRequest | SipResponse => {
  const text = [
    startLine,
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    'From: <sip:a@example.com>;tag=A',
    startLine.startsWith('SIP') ? 'To: <sip:b@example.com>;tag=B' : 'To: <sip:b@example.com>',
    'Call-ID: 1',
    'CSeq: 7 INVITE',
    ...lines,
    '',
    '',
  ].join('\r\n');
  const result = parseMessage(Buffer.from(text));
  if (!result.ok) throw new Error(result.reason);
  return result.message;
};
const invite = (...lines: readonly string[]): SipRequest =>
  read('INVITE sip:b@example.com SIP/2.0', ...lines) as SipRequest;
const answer = (...lines: readonly string[]): SipResponse => read('SIP/2.0 200 OK', ...lines) as SipResponse;
const routeOf = (request: SipRequest): readonly string[] => headerList(request, 'route');

describe('the route set (RFC 3261 12)', () => {
  test('of a received INVITE keeps the order of Record-Route; requests go to the first router', () => {
    const dialog = dialogOfInvite(
      invite('Contact: <sip:a@192.0.2.9:5070>', 'Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com:5080;lr>'),
      'B',
      null,
    );
    if (dialog === null) throw new Error('no dialog');
    const bye = requestInDialog(dialog, { method: 'BYE', sequence: 1, via });
    expect(bye.uri).toBe('sip:a@192.0.2.9:5070');
    expect(routeOf(bye)).toEqual(['<sip:p2.example.com;lr>', '<sip:p1.example.com:5080;lr>']);
    expect(nextHop(dialog)).toEqual({ host: 'p2.example.com', port: 5060 });
    expect([bye.from.parameters, bye.to.parameters]).toEqual([
      [{ name: 'tag', value: 'B' }],
      [{ name: 'tag', value: 'A' }],
    ]);
  });

  test('of an answer to us is reversed', () => {
    const dialog = dialogOfAnswer(
      invite(),
      answer('Contact: <sip:b@192.0.2.4>', 'Record-Route: <sip:far.example.com;lr>', 'Record-Route: <sip:near;lr>'),
      null,
    );
    const ack = requestInDialog(dialog, { method: 'ACK', sequence: 7, via });
    expect(routeOf(ack)).toEqual(['<sip:near;lr>', '<sip:far.example.com;lr>']);
    expect(nextHop(dialog)).toEqual({ host: 'near', port: 5060 });
  });

  test('a strict router becomes the request URI, and the peer the last route', () => {
    const dialog = dialogOfAnswer(invite(), answer('Contact: <sip:b@h>', 'Record-Route: <sip:strict:5090>'), null);
    const bye = requestInDialog(dialog, { method: 'BYE', sequence: 8, via });
    expect(bye.uri).toBe('sip:strict:5090');
    expect(routeOf(bye)).toEqual(['<sip:b@h>']);
    expect(nextHop(dialog)).toEqual({ host: 'strict', port: 5090 });
  });
});

describe('where requests go without routers', () => {
  const source = { host: '198.51.100.7', port: 40_000 };
  test('to the Contact, at port 5060 when it names none', () => {
    const dialog = dialogOfAnswer(invite(), answer('Contact: <sip:b@192.0.2.4>'), null);
    expect(nextHop(dialog)).toEqual({ host: '192.0.2.4', port: 5060 });
  });
  test('to the pinned address of a phone behind a NAT, unless a router recorded itself', () => {
    const phone = answer('Contact: <sip:b@10.0.0.2>');
    expect(nextHop(dialogOfAnswer(invite(), phone, source))).toEqual(source);
    const routed = answer('Contact: <sip:b@10.0.0.2>', 'Record-Route: <sip:proxy;lr>');
    expect(nextHop(dialogOfAnswer(invite(), routed, source))).toEqual({ host: 'proxy', port: 5060 });
  });
  test('to the new Contact after a re-INVITE; the dialog stays the same', () => {
    const dialog = dialogOfInvite(invite('Contact: <sip:a@one>'), 'B', null);
    if (dialog === null) throw new Error('no dialog');
    const moved = dialogAfterRequest(dialog, invite('Contact: <sip:a@two>'));
    expect(nextHop(moved)?.host).toBe('two');
    expect(keyOfDialog(moved)).toBe(keyOfDialog(dialog));
  });
});

test('an INVITE without usable Contact begins no dialog', () => {
  expect(dialogOfInvite(invite(), 'B', null)).toBeNull();
  expect(dialogOfInvite(invite('Contact: <mailto:a@b>'), 'B', null)).toBeNull();
});
