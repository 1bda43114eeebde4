const round = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

export function valueText({ value, unit }) {
  return `${round(value.median)} ${unit} (${round(value.min)}-${round(value.max)})`;
}

export function ratioText({ ratio, peer, target }) {
  const parts = [];
  if (ratio !== undefined) parts.push(`${ratio.toFixed(2)} x ${peer}`);
  if (target !== undefined) parts.push(`target ${target}`);
  return parts.join(', ');
}
