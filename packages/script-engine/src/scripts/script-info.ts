import type { z } from 'zod';
import type { scriptInfoSchema } from '../contract/index.js';
import type { ScriptEdition } from './script-library.js';

/** What others see of a script in service. */
export function scriptInfo({ definition, file }: ScriptEdition): z.input<typeof scriptInfoSchema> {
  const customer = definition.data.find(({ name }) => name === 'customer');
  return {
    id: definition.id,
    version: definition.version,
    title: { ...definition.title },
    languages: [...definition.languages],
    channels: [...definition.channels],
    ...(customer ? { customerClass: customer.className } : {}),
    file,
  };
}
