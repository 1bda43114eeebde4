import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

/**
 * Calls a SIP endpoint over UDP on loopback until it answers 200 to an INVITE, then acknowledges and hangs up.
 * Resolves with the time (performance.now) of the 200.
 */
export async function firstAnsweredCall(port, number, deadlineMs = 20_000) {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const local = socket.address().port;
  const tag = randomBytes(4).toString('hex');
  const callId = randomBytes(8).toString('hex');
  const branch = `z9hG4bK${randomBytes(6).toString('hex')}`;
  const sdp = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${local} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    '',
  ].join('\r\n');
  const message = (method, cseq, to, extra, body = '') =>
    [
      `${method} sip:${number}@127.0.0.1:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${local};branch=${branch}${cseq};rport`,
      'Max-Forwards: 70',
      `From: <sip:bench@127.0.0.1>;tag=${tag}`,
      `To: ${to}`,
      `Call-ID: ${callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:bench@127.0.0.1:${local}>`,
      ...extra,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  const send = (text) => socket.send(text, port, '127.0.0.1');
  const invite = message('INVITE', 1, `<sip:${number}@127.0.0.1>`, ['Content-Type: application/sdp'], sdp);
  return new Promise((resolve, reject) => {
    const again = setInterval(() => send(invite), 10);
    const timer = setTimeout(() => finish(() => reject(new Error('no SIP answer'))), deadlineMs);
    const finish = (then) => {
      clearInterval(again);
      clearTimeout(timer);
      socket.close();
      then();
    };
    socket.on('error', () => {}); // Nothing listens there yet.
    socket.on('message', (data) => {
      const text = data.toString('latin1');
      if (!text.startsWith('SIP/2.0 200')) return;
      const at = performance.now();
      const to = /^To:\s*(.+)$/im.exec(text)?.[1]?.trim() ?? `<sip:${number}@127.0.0.1>`;
      send(message('ACK', 1, to, []));
      send(message('BYE', 2, to, []));
      socket.removeAllListeners('message');
      setTimeout(() => finish(() => resolve(at)), 50);
    });
    send(invite);
  });
}
