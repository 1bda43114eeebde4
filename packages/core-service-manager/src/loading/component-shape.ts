import { z } from 'zod';

const callable = z.custom<unknown>((value) => typeof value === 'function', 'a function is needed');
/** Another copy of zod may have made it. */
const schema = z.custom<unknown>(
  (value) => typeof (value as { readonly safeParse?: unknown } | null | undefined)?.safeParse === 'function',
  'a zod schema is needed',
);

/** What a component must have; the compiler says it to its author, here it is said of what comes from anywhere. */
const shape = z.object({
  name: z.string().min(1),
  version: z.string(),
  summary: z.string(),
  provides: z.array(z.unknown()),
  needs: z.array(z.unknown()),
  settings: schema,
  start: callable,
  configure: callable.optional(),
});

/** Why the default export of a module is no component; undefined when it is one. */
export function lacksOfComponent(exported: unknown): string | undefined {
  if (typeof exported !== 'object' || exported === null || !('start' in exported)) {
    return 'has no component as its default export';
  }
  const { error } = shape.safeParse(exported);
  const issues = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return issues === undefined ? undefined : `exports a component with mistakes: ${issues}`;
}
