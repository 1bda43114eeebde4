import { queueSettingsSchema } from '@caruso/work-manager/contract';
import { z } from 'zod';
import { appFileSchema } from '../application/app-file.js';
import { screenSchema } from '../screens/screen-file.js';

/** JSON Schemas (draft 2020-12) for editors, by file name under `schema/`. */
export function schemaFiles(): Readonly<Record<string, unknown>> {
  const files = {
    'app.schema.json': appFileSchema,
    'screen.schema.json': screenSchema,
    'queue.schema.json': queueSettingsSchema,
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    ]),
  );
}
