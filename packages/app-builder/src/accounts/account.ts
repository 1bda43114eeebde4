import { z } from 'zod';
import { roles } from '../contract/routes.js';

/** What an administrator may say of an account. Passwords are kept as hashes only. */
export const newAccountSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z][a-z0-9._-]{1,63}$/,
      'must be 2 to 64 small letters, digits, dots, hyphens or underscores, and start with a letter',
    ),
  name: z.string().min(1).max(120),
  roles: z.array(z.enum(roles)).min(1, 'at least one role is needed'),
  password: z.string().min(8, 'must have at least 8 characters').max(200),
  language: z.enum(['en', 'pt']).default('en'),
  skills: z.record(z.string(), z.number().int().min(1).max(10)).default({}),
  extension: z
    .string()
    .regex(/^[0-9]{2,8}$/, 'must be 2 to 8 digits')
    .optional(),
  phonePassword: z.string().min(6, 'must have at least 6 characters').max(100).optional(),
  /** Key of the customer a self-service account belongs to. */
  customer: z.string().optional(),
});
export type NewAccount = z.input<typeof newAccountSchema>;

export const accountChangeSchema = newAccountSchema
  .omit({ id: true, language: true, skills: true })
  .partial()
  .extend({
    active: z.boolean().optional(),
    language: z.enum(['en', 'pt']).optional(),
    skills: newAccountSchema.shape.skills.unwrap().optional(),
  });
export type AccountChange = z.infer<typeof accountChangeSchema>;
