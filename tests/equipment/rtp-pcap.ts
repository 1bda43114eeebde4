import { encodeALaw, FRAME_SAMPLES } from './audio.js';

/** A capture file (libpcap's classic format) of RTP packets with PCMA audio, for sipp's `play_pcap_audio`. It puts in its own addresses. */
export function rtpPcap(samples: Int16Array): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(1, 20);
  const frames = Math.floor(samples.length / FRAME_SAMPLES);
  const records = Array.from({ length: frames }, (_, frame) => {
    const audio = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
    return record(frame * 20, frameOf(rtpPacket(frame, audio)));
  });
  return Buffer.concat([head, ...records]);
}

/** RFC 3550 5.1, payload type 8 (RFC 3551 6). */
function rtpPacket(frame: number, audio: Int16Array): Buffer {
  const packet = Buffer.alloc(12 + audio.length);
  packet[0] = 0x80;
  packet[1] = 8 | (frame === 0 ? 0x80 : 0);
  packet.writeUInt16BE(frame & 0xffff, 2);
  packet.writeUInt32BE(frame * FRAME_SAMPLES, 4);
  packet.writeUInt32BE(0x0ca11e4, 8);
  audio.forEach((sample, index) => packet.writeUInt8(encodeALaw(sample), 12 + index));
  return packet;
}

/** Ethernet, IPv4 and UDP around it. */
function frameOf(payload: Buffer): Buffer {
  const ethernet = Buffer.alloc(14);
  ethernet.writeUInt16BE(0x0800, 12);
  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  ip.writeUInt16BE(28 + payload.length, 2);
  ip[8] = 64;
  ip[9] = 17;
  ip.writeUInt32BE(0x7f000001, 12);
  ip.writeUInt32BE(0x7f000001, 16);
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(40_000, 0);
  udp.writeUInt16BE(40_002, 2);
  udp.writeUInt16BE(8 + payload.length, 4);
  return Buffer.concat([ethernet, ip, udp, payload]);
}

function record(ms: number, packet: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(ms / 1000), 0);
  head.writeUInt32LE((ms % 1000) * 1000, 4);
  head.writeUInt32LE(packet.length, 8);
  head.writeUInt32LE(packet.length, 12);
  return Buffer.concat([head, packet]);
}
