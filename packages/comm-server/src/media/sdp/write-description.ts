import { isIPv6 } from 'node:net';
import sdpTransform from 'sdp-transform';
import type { MediaDescription } from 'sdp-transform';
import type { G711Codec } from '../rtp/g711.js';
import { FRAME_MILLISECONDS, SAMPLE_RATE } from '../rtp/g711.js';
import type { LocalMedia, MediaDirection } from './session-terms.js';

export interface AudioFormats {
  readonly codecs: readonly { readonly codec: G711Codec; readonly payload: number }[];
  readonly telephoneEventPayload: number | undefined;
  readonly direction: MediaDirection;
}

export function audioLine(local: LocalMedia, formats: AudioFormats): MediaDescription {
  const { codecs, telephoneEventPayload: event, direction } = formats;
  const rtp = codecs.map(({ codec, payload }) => ({ payload, codec, rate: SAMPLE_RATE }));
  const events = event === undefined ? [] : [{ payload: event, codec: 'telephone-event', rate: SAMPLE_RATE }];
  const all = [...rtp, ...events];
  return {
    type: 'audio',
    port: local.port,
    protocol: 'RTP/AVP',
    payloads: all.map(({ payload }) => payload).join(' '),
    rtp: all,
    fmtp: event === undefined ? [] : [{ payload: event, config: '0-15' }],
    ptime: FRAME_MILLISECONDS,
    direction,
  };
}

export function writeDescription(local: LocalMedia, media: readonly MediaDescription[]): string {
  const ipVer = isIPv6(local.host) ? 6 : 4;
  return sdpTransform.write({
    version: 0,
    origin: {
      username: '-',
      sessionId: local.sessionId,
      sessionVersion: local.sessionVersion,
      netType: 'IN',
      ipVer,
      address: local.host,
    },
    name: '-',
    connection: { version: ipVer, ip: local.host },
    timing: { start: 0, stop: 0 },
    media: [...media],
  });
}
