import type { z } from 'zod';

/** The parts of zod's definitions that are looked at here; each kind of schema has some of them. */
interface Definition {
  readonly type: string;
  readonly coerce?: boolean;
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly items?: readonly z.ZodType[];
  readonly getter?: () => z.ZodType;
}

const changingTypes: ReadonlySet<string> = new Set(['default', 'prefault', 'catch', 'transform', 'pipe']);
const innerSchemas = ['innerType', 'element', 'rest', 'left', 'right', 'keyType', 'valueType', 'catchall', 'in', 'out'];

/**
 * Whether parsing with this schema yields other values than went in (defaults, transforms, coercion, trimming).
 * Where it does, what a caller may pass (`z.input`) is not what a provider may rely on (`z.output`), so a parse is needed.
 */
export function changesValues(schema: z.ZodType, seen: Set<z.ZodType> = new Set()): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  const definition = schema._zod.def as unknown as Definition & Readonly<Record<string, unknown>>;
  if (changingTypes.has(definition.type) || definition.coerce === true) return true;
  if (definition.checks?.some(({ _zod }) => _zod.def.check === 'overwrite') === true) return true;
  const inner = [
    ...innerSchemas.map((key) => definition[key]),
    ...Object.values(definition.shape ?? {}),
    ...(definition.options ?? []),
    ...(definition.items ?? []),
    definition.getter?.(),
  ];
  return inner.some((part) => isSchema(part) && changesValues(part, seen));
}

function isSchema(value: unknown): value is z.ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}
