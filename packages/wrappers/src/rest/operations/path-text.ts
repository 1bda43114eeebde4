import { wrongRequest } from '@caruso/core-service-manager/wrapper-kit';

/**
 * A value as one segment of a path.
 * @throws CarusoError `invalid` for a value that would lead to another path: empty, `.` or `..` (RFC 3986 5.2.4).
 */
export function pathText(system: string, value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw wrongRequest(system, `"${value}" cannot stand in the address of a record`);
  }
  return encodeURIComponent(value);
}
