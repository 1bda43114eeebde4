import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';

const OPENS = '<![CDATA[';

/**
 * An input whose texts npm soap writes as text. It takes one that begins and ends like a CDATA section for XML and writes it as it is:
 * such a text becomes a CDATA section of its own.
 * @throws CarusoError `invalid` for an attribute of that kind, which can hold no such section.
 */
export function messageValues(system: string, value: unknown, attribute?: string): unknown {
  if (typeof value === 'string') {
    if (!value.startsWith(OPENS) || !value.endsWith(']]>')) return value;
    if (attribute !== undefined) throw wrongRequest(system, `This text cannot stand in the attribute ${attribute}`);
    return `${OPENS}${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  }
  if (Array.isArray(value)) return value.map((item) => messageValues(system, item, attribute));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === 'attributes' && typeof inner === 'object' && inner !== null
        ? [name, Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, messageValues(system, one, key)]))]
        : [name, messageValues(system, inner, attribute)],
    ),
  );
}
