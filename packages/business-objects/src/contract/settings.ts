import { z } from 'zod';

/** Model files come from the application and the packs it extends: the app builder reads them and hands them over as text. */
export const businessObjectsSettingsSchema = z.object({
  /** In order: a later file may add to or change a class of an earlier one (`extends: CLASS`). */
  models: z.array(z.object({ file: z.string(), text: z.string() })).default([]),
  stores: z.array(z.string()).default(['own']),
});
