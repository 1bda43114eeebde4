import { z } from 'zod';
import { outageSchema } from '../../contract/index.js';
import type { Outage } from '../../contract/index.js';
import { recordFileSettingsSchema } from '../records/mapping.js';
import type { FileRecord } from '../records/read-records.js';

/** `fields` must yield those of an outage: id, product, postalPrefixes, start, expectedEnd, status, cause. */
export const outageFeedSettingsSchema = recordFileSettingsSchema
  .extend({
    /** Which states mean that the supply is cut now. */
    current: z.array(z.string()).min(1).default(['current']),
  })
  .superRefine(({ fields }, issues) => {
    for (const [name, schema] of Object.entries(outageSchema.shape)) {
      if (Object.hasOwn(fields, name) || schema.safeParse(undefined).success) continue;
      issues.addIssue({ code: 'custom', path: ['fields', name], message: 'has no path, but an outage needs it' });
    }
  });

export function outageList(records: readonly FileRecord[], current: readonly string[]): readonly Outage[] {
  return records.flatMap((record) => {
    const outage = outageSchema.safeParse(record);
    return outage.success && current.includes(outage.data.status) ? [outage.data] : [];
  });
}

/** Whether the outage touches a postal code such as `4050-123`; spaces and case do not count. */
export function touches({ postalPrefixes }: Outage, postalCode: string): boolean {
  const code = plain(postalCode);
  return postalPrefixes.some((prefix) => code.startsWith(plain(prefix)));
}

function plain(postalCode: string): string {
  return postalCode.replaceAll(/\s/g, '').toUpperCase();
}
