import type { BusinessObject } from '../api/contracts.js';

/**
 * What is still to be settled stands out. A screen shows it by a column `open` (an amount): rows where it is above zero are emphasised.
 */
export function isOpen(object: BusinessObject, columns: readonly string[]): boolean {
  const open = object.values['open'];
  return columns.includes('open') && open !== null && open !== undefined && Number(open) > 0;
}
