import { z } from 'zod';

/** A business object by class and key. A composite key is its parts joined by `~`, each percent-encoded. */
export const objectRefSchema = z.object({ class: z.string(), key: z.string() });
export type ObjectRef = z.infer<typeof objectRefSchema>;

/** On whose behalf a call is made. Rights are checked against it in the business-objects layer. */
export const principalSchema = z.object({
  kind: z.enum(['user', 'customer', 'system']),
  /** User id, or the component's name for `system`. */
  id: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  /** The customer a self-service account belongs to. */
  customer: objectRefSchema.optional(),
});
export type Principal = z.infer<typeof principalSchema>;

/** The principal of a component that acts for the product itself, never for a person. */
export function systemPrincipal(component: string): Principal {
  return { kind: 'system', id: component, name: component, roles: ['system'] };
}
