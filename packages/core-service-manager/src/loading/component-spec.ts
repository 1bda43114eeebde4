import { CarusoError } from '../contract/index.js';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import semver from 'semver';

/** What a SPEC names. Paths are absolute; a part is empty for the package itself. */
export type ComponentSpec =
  | { readonly kind: 'package'; readonly name: string; readonly part: string; readonly range: string | undefined }
  | { readonly kind: 'folder'; readonly folder: string; readonly part: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'archive'; readonly file: string; readonly part: string };

// As npm names packages; nothing that begins with a dash, so that a name is never an option of npm.
const packageForm =
  /^(?<name>(?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*)(?:@(?<before>[^/@]+))?(?:\/(?<part>[^@]+?))?(?:@(?<behind>[^@]+))?$/i;

/**
 * Reads a SPEC: an npm package (`name`, `name@range`, `@scope/name/part`), a folder with a package.json or a part of it (`./folder#part`), a
 * `.js` or `.mjs` file, or a packed `.tgz`. Paths are relative to `appDir`; one of a folder begins with `.` or `/`. Throws `invalid`.
 */
export function parseComponentSpec(spec: string, appDir: string): ComponentSpec {
  const local = spec.startsWith('file:') ? fileURLToPath(spec) : spec;
  const [place = '', part = ''] = local.split('#', 2);
  const absolute = path.resolve(appDir, place);
  if (place.endsWith('.tgz')) return { kind: 'archive', file: absolute, part };
  if (/\.m?js$/.test(place) && part === '') return { kind: 'file', file: absolute };
  if (place.startsWith('.') || path.isAbsolute(place)) return { kind: 'folder', folder: absolute, part };
  const found = packageForm.exec(spec)?.groups;
  if (found?.['name'] === undefined) throw unreadable(spec);
  const range = found['behind'] ?? found['before'];
  if (range !== undefined && semver.validRange(range) === null && !/^[a-z][\w.-]*$/i.test(range))
    throw unreadable(spec);
  return { kind: 'package', name: found['name'], part: found['part'] ?? '', range };
}

/** The same SPEC with an absolute path, so that it means the same wherever it is read. */
export function sourceOf(spec: string, appDir: string): string {
  const parsed = parseComponentSpec(spec, appDir);
  if (parsed.kind === 'package') return spec;
  if (parsed.kind === 'file') return parsed.file;
  const place = parsed.kind === 'folder' ? parsed.folder : parsed.file;
  return parsed.part === '' ? place : `${place}#${parsed.part}`;
}

/** A name for an instance of it, before it is loaded: of the part, the package, the folder or the file. */
export function nameOf(spec: string, appDir: string): string {
  const parsed = parseComponentSpec(spec, appDir);
  if (parsed.kind === 'file') return path.parse(parsed.file).name;
  if (parsed.part !== '') return parsed.part;
  if (parsed.kind === 'package') return path.posix.basename(parsed.name);
  return path.parse(parsed.kind === 'folder' ? `${parsed.folder}.` : parsed.file).name;
}

function unreadable(spec: string): CarusoError {
  return new CarusoError('invalid', `"${spec}" names no component.`, {
    advice: 'Name an npm package (name or name@version), a folder (./folder), a .js file or a .tgz archive.',
  });
}
