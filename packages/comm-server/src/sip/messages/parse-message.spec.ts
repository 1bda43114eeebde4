import { describe, expect, test } from 'vitest';
import { headerAddresses, headerList, headerValue } from './header-access.js';
import type { SipRequest, SipResponse } from './message.js';
import { parseMessage } from './parse-message.js';
import { userOfUri } from './uri.js';

const wire = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'), 'utf8');

const request = (datagram: Uint8Array): SipRequest => {
  const result = parseMessage(datagram);
  if (!result.ok || result.message.kind !== 'request') throw new Error(result.ok ? 'a response' : result.reason);
  return result.message;
};
const response = (datagram: Uint8Array): SipResponse => {
  const result = parseMessage(datagram);
  if (!result.ok || result.message.kind !== 'response') throw new Error(result.ok ? 'a request' : result.reason);
  return result.message;
};
const refusal = (datagram: Uint8Array) => {
  const result = parseMessage(datagram);
  if (result.ok) throw new Error('it was accepted');
  return result;
};

const head = [
  'Via: SIP/2.0/UDP 192.0.2.1:5066;branch=z9hG4bKkdjuw',
  'From: <sip:caller@example.com>;tag=1',
  'To: <sip:called@example.com>',
  'Call-ID: a84b4c76e66710',
];
const options = (startLine: string, ...extra: readonly string[]): Buffer =>
  wire(startLine, ...head, 'CSeq: 8 OPTIONS', ...extra, '', '');

describe('a valid message is read', () => {
  test('RFC 4475 3.1.1.1: folded lines, compact forms, odd white space, escaped quotes', () => {
    const message = request(
      wire(
        'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
        'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'Call-ID: wsinv.ndaksdj@192.0.2.1',
        'Content-Length   : 4',
        'cseq: 0009',
        '  INVITE',
        'Via  : SIP  /   2.0',
        ' /UDP',
        '    192.0.2.2;branch=390skdjuw',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'Content-Type: application/sdp',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
        '  branch  =   z9hG4bK9ikj8  ,',
        ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
        ' z9hG4bK30239',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
        '      newvalue ;',
        '  secondparam ; q = 0.33',
        '',
        'v=0\n',
      ),
    );
    expect(message.to).toEqual({
      displayName: null,
      uri: 'sip:vivekg@chair-dnrc.example.com',
      parameters: [{ name: 'tag', value: '1918181833n' }],
    });
    expect(message.from.displayName).toBe('J Rosenberg \\"');
    expect(message.cseq).toEqual({ number: 9, method: 'INVITE' });
    expect(message.vias.map(({ transport, host }) => [transport, host])).toEqual([
      ['UDP', '192.0.2.2'],
      ['TCP', 'spindle.example.com'],
      ['UDP', '192.168.255.111'],
    ]);
    expect(headerValue(message, 'newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(headerAddresses(message, 'contact')?.[0]?.parameters).toEqual([
      { name: 'newparam', value: 'newvalue' },
      { name: 'secondparam', value: null },
      { name: 'q', value: '0.33' },
    ]);
    expect(message.body).toBe('v=0\n');
  });

  test('RFC 4475 3.1.1.2: a method and a user of every legal character', () => {
    const method = "!interesting-Method0123456789_*+`.%indeed'~";
    const uri =
      "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com";
    const message = request(wire(`${method} ${uri} SIP/2.0`, ...head, `CSeq: 139122385 ${method}`, '', ''));
    expect(message.method).toBe(method);
    expect(userOfUri(message.uri)).toBe("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  });

  test('RFC 4475 3.1.1.3, 3.1.1.9: escapes and semicolons in a user', () => {
    expect(userOfUri('sip:sips%3Auser%40example.com@example.net')).toBe('sips:user@example.com');
    expect(userOfUri('sip:user;par=u%40example.net@example.com')).toBe('user;par=u@example.net');
  });

  test('RFC 4475 3.1.1.6: no space between the display name and the bracket', () => {
    const message = request(
      wire(
        'OPTIONS sip:user@example.com SIP/2.0',
        'Via: SIP/2.0/UDP funky.example.com;branch=z9hG4bKkdjuw',
        'From: caller<sip:caller@example.com>;tag=323',
        'To: sip:user@example.com',
        'Call-ID: lwsdisp.1234abcd@funky.example.com',
        'CSeq: 60 OPTIONS',
        '',
        '',
      ),
    );
    expect(message.from).toMatchObject({ displayName: 'caller', uri: 'sip:caller@example.com' });
  });

  test('RFC 4475 3.1.1.8: octets after the body are ignored', () => {
    const message = request(
      wire('OPTIONS sip:a@b SIP/2.0', ...head, 'CSeq: 8 OPTIONS', 'l: 3', '', 'abcINVITE sip:x@y SIP/2.0'),
    );
    expect(message.body).toBe('abc');
  });

  test('RFC 4475 3.1.1.12, 3.1.1.13: a reason phrase in UTF-8, and none at all', () => {
    const phrased = response(wire('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто', ...head, 'CSeq: 1 INVITE', '', ''));
    expect(phrased.reason).toBe('= 2**3 * 5**2 но сто девяносто');
    expect(response(wire('SIP/2.0 100 ', ...head, 'CSeq: 1 INVITE', '', '')).reason).toBe('');
  });

  test('IPv6 hosts in Via and URI', () => {
    const message = request(
      wire(
        'OPTIONS sip:user@[2001:db8::10]:5070 SIP/2.0',
        'v: SIP/2.0/UDP [2001:db8::9:1]:6050;received=2001:db8::9:255;branch=z9hG4bKas3-111',
        'f: <sip:a@[::1]>;tag=2',
        't: <sip:user@[2001:db8::10]>',
        'i: v6',
        'CSeq: 1 OPTIONS',
        '',
        '',
      ),
    );
    expect(message.vias[0]).toMatchObject({ host: '2001:db8::9:1', port: 6050 });
  });

  test('line feeds alone and empty lines before the start line are tolerated', () => {
    const text = `\r\n\r\n${['OPTIONS sip:a@b SIP/2.0', ...head, 'CSeq: 8 OPTIONS', 'Content-Length: 2', '', 'ok'].join('\n')}`;
    expect(request(Buffer.from(text)).body).toBe('ok');
  });

  test('a list header may be spread over fields; commas in quotes and brackets do not split', () => {
    const message = request(
      options('OPTIONS sip:a@b SIP/2.0', 'Contact: "Bell, A" <sip:a,b@c>, <sip:d@e>;q=0.5', 'm: sip:f@g'),
    );
    expect(headerList(message, 'contact')).toHaveLength(3);
    expect(headerAddresses(message, 'contact')?.map(({ uri }) => uri)).toEqual(['sip:a,b@c', 'sip:d@e', 'sip:f@g']);
  });
});

describe('a malformed request is refused and its sender can be told', () => {
  test.each([
    ['3.1.2.2 Content-Length beyond the body', options('OPTIONS sip:a@b SIP/2.0', 'Content-Length: 9999'), 'shorter'],
    ['3.1.2.3 negative Content-Length', options('OPTIONS sip:a@b SIP/2.0', 'Content-Length: -999'), 'content-length'],
    ['3.1.2.7 brackets around the request URI', options('OPTIONS <sip:a@b> SIP/2.0'), 'URI'],
    ['3.1.2.8 white space in the request URI', options('OPTIONS sip:a@b; lr SIP/2.0'), 'white space'],
    ['3.1.2.9 white space between the parts', options('OPTIONS  sip:a@b  SIP/2.0'), 'white space'],
    ['3.1.2.10 white space after the version', options('OPTIONS sip:a@b SIP/2.0  '), 'request line'],
    ['3.1.2.17 CSeq of another method', options('INVITE sip:a@b SIP/2.0'), 'CSeq'],
    ['3.3.8 From twice', options('OPTIONS sip:a@b SIP/2.0', 'f: <sip:x@y>;tag=9'), 'from'],
    ['3.3.9 Content-Length twice', options('OPTIONS sip:a@b SIP/2.0', 'l: 0', 'Content-Length: 0'), 'content-length'],
    ['Max-Forwards beyond 255', options('OPTIONS sip:a@b SIP/2.0', 'Max-Forwards: 300'), 'max-forwards'],
    ['a line without colon', options('OPTIONS sip:a@b SIP/2.0', 'nonsense'), 'nonsense'],
    ['no empty line', wire('OPTIONS sip:a@b SIP/2.0', ...head, 'CSeq: 8 OPTIONS'), 'empty line'],
    ['too many header fields', options('OPTIONS sip:a@b SIP/2.0', ...Array(130).fill('X: 1')), 'too many'],
    ['a header field of 10 kB', options('OPTIONS sip:a@b SIP/2.0', `X: ${'y'.repeat(10_000)}`), 'too long'],
  ])('%s', (_name, datagram, reason) => {
    const refused = refusal(datagram);
    expect(refused.reason).toContain(reason);
    expect(refused.answerable?.status).toBe(400);
    expect(refused.answerable?.request.callId).toBe('a84b4c76e66710');
  });

  test('3.1.2.16: another version of SIP', () => {
    expect(refusal(options('OPTIONS sip:a@b SIP/7.0')).answerable?.status).toBe(505);
  });
});

describe('a malformed message whose sender cannot be told is dropped', () => {
  const instead = (replaced: string, line: string): Buffer =>
    wire(
      'OPTIONS sip:a@b SIP/2.0',
      ...[...head, 'CSeq: 8 OPTIONS'].map((field) => (field.startsWith(replaced) ? line : field)),
      '',
      '',
    );
  test.each([
    ['3.1.2.1 surplus separators in Via', instead('Via', 'Via: SIP/2.0/UDP 192.0.2.15;;,;,,'), 'Via'],
    ['3.1.2.4 CSeq of 2**65', instead('CSeq', 'CSeq: 36893488147419103232 OPTIONS'), 'CSeq'],
    ['3.1.2.6 unterminated quote', instead('To', 'To: "Mr. J. User <sip:j.user@example.com>'), 'To'],
    ['3.1.2.14 spaces in an address', instead('From', 'From: <sip:bell @example.com>;tag=1'), 'From'],
    ['3.1.2.15 a comma in a bare display name', instead('From', 'From: Bell, Alexander <sip:a@b>;tag=1'), 'From'],
    ['3.3.1 no Call-ID', instead('Call-ID', 'X: 1'), 'Call-ID'],
    ['a port of 99999', instead('Via', 'Via: SIP/2.0/UDP 192.0.2.1:99999'), 'Via'],
    ['an empty datagram', Buffer.alloc(0), ''],
    ['noise', Buffer.from([0xff, 0, 0x80, 13, 10, 13, 10]), ''],
  ])('%s', (_name, datagram, reason) => {
    const refused = refusal(datagram);
    expect(refused.reason).toContain(reason);
    expect(refused.answerable).toBeNull();
  });

  test('3.1.2.19: a status code beyond three digits', () => {
    expect(refusal(wire('SIP/2.0 4294967301 better not', ...head, 'CSeq: 1 INVITE', '', '')).answerable).toBeNull();
  });

  test('an ACK is never answered', () => {
    const datagram = wire('ACK sip:a@b SIP/2.0', ...head, 'CSeq: 1 ACK', 'Content-Length: 5', '', '');
    expect(refusal(datagram).answerable).toBeNull();
  });
});
