// Rows in the form of the bench harness.
import { spread } from '../../harness/statistics.mjs';

/**
 * One quantity of ours, measured in rounds beside its peers: a row with the ratio to each (median of the ratios of the rounds; none where
 * the peer's is 0), then the peers' own, unless they stand elsewhere. `targets` is one text, or one by peer.
 */
export function compared({ name, unit, ours, peers = {}, targets, peerRows = true }) {
  const targetOf = (peer) => (typeof targets === 'object' ? targets[peer] : targets);
  const labels = Object.keys(peers);
  const row = (label) => {
    const ratios = label === undefined ? [] : ours.map((value, round) => value / peers[label][round]);
    const target = targetOf(label);
    return {
      name,
      value: spread(ours),
      unit,
      ...(ratios.length > 0 && ratios.every(Number.isFinite) ? { ratio: spread(ratios).median, peer: label } : {}),
      ...(target === undefined ? {} : { target }),
    };
  };
  return [
    ...(labels.length === 0 ? [row(undefined)] : labels.map(row)),
    ...(peerRows ? labels : []).map((label) => ({
      name: `peer: ${label}, ${name}`,
      value: spread(peers[label]),
      unit,
    })),
  ];
}
