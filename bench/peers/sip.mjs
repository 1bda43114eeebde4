// npm `sip`: answers every INVITE with 200 and a fixed SDP; no media.
import sip from 'sip';

const port = Number(process.argv[2]);
const sdp = `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n`;
sip.start({ port, address: '127.0.0.1', udp: true, tcp: false }, (request) => {
  if (request.method === 'ACK') return;
  const response = sip.makeResponse(request, 200, 'OK');
  if (request.method === 'INVITE') {
    response.headers.to.params.tag = 'peer';
    response.headers.contact = [{ uri: `sip:peer@127.0.0.1:${port}` }];
    response.headers['content-type'] = 'application/sdp';
    response.content = sdp;
  }
  sip.send(response);
});
