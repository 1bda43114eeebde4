import { z } from 'zod';

/** Script files of the application and the packs it extends; the app builder reads them and hands them over as text. */
export const scriptEngineSettingsSchema = z.object({
  scripts: z.array(z.object({ file: z.string(), text: z.string() })).default([]),
});
