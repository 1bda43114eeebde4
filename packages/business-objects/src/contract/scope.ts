import type { ValueType } from '@caruso/expressions/contract';

/**
 * An object's values as expressions want them: decimals and money, which travel as text so that no digit is lost,
 * become numbers where the class's type (`valueType`) says so. Attributes the caller may not read are absent.
 */
export function scopeOf(type: ValueType, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (type.kind !== 'object') return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      type.fields[name]?.kind === 'number' && typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
    ]),
  );
}
