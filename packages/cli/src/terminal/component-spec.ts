import { existsSync } from 'node:fs';
import path from 'node:path';

/** A spec as typed in this folder, for an application that runs in another: paths become absolute, package names stay. */
export function componentSpec(typed: string): string {
  const [file = '', part] = typed.split('#');
  const isPath = file.startsWith('.') || path.isAbsolute(file) || (!file.startsWith('@') && existsSync(file));
  if (!isPath) return typed;
  return part === undefined ? path.resolve(file) : `${path.resolve(file)}#${part}`;
}
