/** One RTP packet (RFC 3550 5.1), without its CSRC list, header extension and padding. */
export interface RtpPacket {
  /** 0–127. */
  readonly payloadType: number;
  readonly marker: boolean;
  /** 0–65535. */
  readonly sequence: number;
  /** 0–2^32-1, in units of 1/8000 s for the codecs used here. */
  readonly timestamp: number;
  /** 0–2^32-1. */
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

const HEADER_BYTES = 12;
const VERSION = 2;

/**
 * Reads a datagram as RTP. Returns undefined when it is malformed or is RTCP multiplexed on the same port (RFC 5761 4);
 * it never throws, since anyone may send anything to a UDP port. `payload` is a view on `datagram`, not a copy.
 */
export function parseRtpPacket(datagram: Uint8Array): RtpPacket | undefined {
  if (datagram.length < HEADER_BYTES) return undefined;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  const first = view.getUint8(0);
  const second = view.getUint8(1);
  if (first >> 6 !== VERSION || isRtcpType(second)) return undefined;
  const start = payloadStart(view, first);
  const end = payloadEnd(view, first);
  if (start === undefined || end === undefined || end < start) return undefined;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: datagram.subarray(start, end),
  };
}

export function serializeRtpPacket(packet: RtpPacket): Buffer {
  const datagram = Buffer.allocUnsafe(HEADER_BYTES + packet.payload.length);
  datagram.writeUInt8(VERSION << 6, 0);
  datagram.writeUInt8((packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f), 1);
  datagram.writeUInt16BE(packet.sequence, 2);
  datagram.writeUInt32BE(packet.timestamp, 4);
  datagram.writeUInt32BE(packet.ssrc, 8);
  datagram.set(packet.payload, HEADER_BYTES);
  return datagram;
}

/** RTCP packet types 192–223 in the second byte (RFC 5761 4); as RTP they would be payload types 64–95 with the marker. */
function isRtcpType(second: number): boolean {
  return second >= 192 && second <= 223;
}

function payloadStart(view: DataView, first: number): number | undefined {
  const afterSources = HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) === 0) return afterSources;
  if (view.byteLength < afterSources + 4) return undefined;
  return afterSources + 4 + view.getUint16(afterSources + 2) * 4;
}

function payloadEnd(view: DataView, first: number): number | undefined {
  if ((first & 0x20) === 0) return view.byteLength;
  const padding = view.getUint8(view.byteLength - 1);
  return padding === 0 ? undefined : view.byteLength - padding;
}
