/** A JSON Schema as a person reads it: `{ name: string, limit?: integer 1 to 500 }`. Only what contracts use (objects, lists, unions, bounds). */
export function schemaText(schema: unknown, indent = ''): string {
  if (schema === true || schema === undefined || schema === null) return 'any';
  if (typeof schema !== 'object') return 'nothing';
  const {
    type,
    const: constant,
    enum: values,
    anyOf,
    oneOf,
    allOf,
    items,
    properties,
    required,
    additionalProperties,
    prefixItems,
    $ref: reference,
  } = schema as Record<string, unknown>;
  if (typeof reference === 'string') return reference.split('/').at(-1) || reference;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  const union = anyOf ?? oneOf;
  if (Array.isArray(union)) return [...new Set(union.map((each) => schemaText(each, indent)))].join(' | ');
  if (Array.isArray(allOf)) return allOf.map((each) => schemaText(each, indent)).join(' & ');
  if (Array.isArray(prefixItems)) return `[${prefixItems.map((each) => schemaText(each, indent)).join(', ')}]`;
  if (type === 'array') return `list of ${schemaText(items, indent)}`;
  if (type === 'object' || typeof properties === 'object')
    return objectText(properties, required, additionalProperties, indent);
  return `${Array.isArray(type) ? type.join(' | ') : typeof type === 'string' ? type : 'any'}${boundsText(schema as Record<string, unknown>)}`;
}

function objectText(properties: unknown, required: unknown, additional: unknown, indent: string): string {
  const entries = Object.entries((properties ?? {}) as Record<string, unknown>);
  if (entries.length === 0)
    return typeof additional === 'object' && additional !== null ? `map of ${schemaText(additional, indent)}` : '{}';
  const needed = new Set(Array.isArray(required) ? (required as readonly string[]) : []);
  const deeper = `${indent}  `;
  return `{\n${entries.map(([name, value]) => `${deeper}${name}${needed.has(name) ? '' : '?'}: ${schemaText(value, deeper)}`).join('\n')}\n${indent}}`;
}

/** zod writes the safe integer range into every integer: that says nothing. */
function isLimit(bound: unknown): bound is number {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}

function boundsText({ minimum, maximum, maxLength, format, default: preset }: Record<string, unknown>): string {
  const parts = [
    typeof format === 'string' ? format : '',
    isLimit(minimum) && isLimit(maximum)
      ? `${minimum} to ${maximum}`
      : isLimit(minimum)
        ? `from ${minimum}`
        : isLimit(maximum)
          ? `up to ${maximum}`
          : '',
    isLimit(maxLength) ? `up to ${maxLength} characters` : '',
    preset === undefined ? '' : `= ${JSON.stringify(preset)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
