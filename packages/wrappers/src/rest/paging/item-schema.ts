import { z } from 'zod';

export interface ItemList {
  /** Where the list stands in the output; '' is the output itself. */
  readonly at: string;
  readonly item: z.ZodType;
}

/** The list in an output: at `items`, or its only one; undefined when there is none, or when it is not clear which. */
export function itemList(output: z.ZodType, items: string | undefined): ItemList | undefined {
  if (items !== undefined) return listAt(output, items);
  const bare = unwrapped(output);
  if (bare instanceof z.ZodArray) return { at: '', item: bare.element as z.ZodType };
  if (!(bare instanceof z.ZodObject)) return undefined;
  const lists = Object.entries(bare.shape).flatMap(([key, field]) => {
    const list = unwrapped(field as z.ZodType);
    return list instanceof z.ZodArray ? [{ at: key, item: list.element as z.ZodType }] : [];
  });
  return lists.length === 1 ? lists[0] : undefined;
}

function listAt(output: z.ZodType, items: string): ItemList | undefined {
  let found: z.ZodType | undefined = unwrapped(output);
  for (const key of items === '' ? [] : items.split('.')) {
    if (!(found instanceof z.ZodObject)) return anyList(items, found);
    const field: unknown = found.shape[key];
    if (field === undefined) return undefined;
    found = unwrapped(field as z.ZodType);
  }
  return found instanceof z.ZodArray ? { at: items, item: found.element as z.ZodType } : anyList(items, found);
}

/** Behind what says nothing of its form there may be a list. */
function anyList(items: string, found: z.ZodType | undefined): ItemList | undefined {
  const open = found instanceof z.ZodAny || found instanceof z.ZodUnknown || found instanceof z.ZodIntersection;
  return open ? { at: items, item: z.json() } : undefined;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  let found = schema;
  while (found instanceof z.ZodOptional || found instanceof z.ZodNullable || found instanceof z.ZodLazy) {
    found = found.unwrap() as z.ZodType;
  }
  return found;
}
