import type { JsonValue } from '@caruso/core-service-manager/wrapper-kit';

/** An element that is being read. */
export interface OpenElement {
  readonly name: string;
  text(text: string): void;
  child(name: string, value: JsonValue): void;
  /** Its text when it has nothing else; otherwise an object with `@attribute`, children, and `#text` where there is text beside them. */
  value(): JsonValue;
}

export function openElement(name: string, attributes: Readonly<Record<string, unknown>>): OpenElement {
  const fields = new Map<string, JsonValue>();
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute !== 'xmlns' && !attribute.startsWith('xmlns:')) {
      fields.set(`@${attribute.slice(attribute.indexOf(':') + 1)}`, String(value));
    }
  }
  const lists = new Set<string>();
  let text = '';
  return {
    name,
    text: (more) => {
      text += more;
    },
    child: (child, value) => {
      const before = fields.get(child);
      if (before === undefined) fields.set(child, value);
      else if (lists.has(child)) (before as JsonValue[]).push(value);
      else {
        lists.add(child);
        fields.set(child, [before, value]);
      }
    },
    value: () => {
      const trimmed = text.trim();
      if (fields.size === 0) return trimmed;
      return trimmed === '' ? Object.fromEntries(fields) : { ...Object.fromEntries(fields), '#text': trimmed };
    },
  };
}
