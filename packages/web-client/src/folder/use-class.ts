import { useQuery } from '@tanstack/react-query';
import type { AttributeInfo, ClassInfo } from '../api/contracts.js';
import { classesQuery } from '../api/queries.js';

/** The model of a class as far as the reader may see it; undefined while it loads or when it is not hers. */
export function useClass(name: string | undefined): ClassInfo | undefined {
  const { data } = useQuery(classesQuery);
  return data?.find((info) => info.name === name);
}

/** The named attributes in the order of the screen; those without the right to read are left out. */
export function attributesOf(info: ClassInfo, names: readonly string[]): readonly AttributeInfo[] {
  return names.flatMap((name) => info.attributes.find((attribute) => attribute.name === name) ?? []);
}
