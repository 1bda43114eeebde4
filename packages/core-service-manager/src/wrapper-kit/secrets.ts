import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { CarusoError } from '../contract/index.js';

const REFERENCE = /\$\{([A-Za-z_]\w*)\}/g;
const OTHERS_MAY = 0o007;

/** A credential in a configuration file: a reference to where it is kept, never the credential itself. */
export const secretText: z.ZodType<string, string> = z
  .string()
  .regex(
    /\$\{[A-Za-z_]\w*\}/,
    'a secret does not belong in this file: write ${NAME} here and set NAME in the environment or in secrets.env',
  );

export interface Secrets {
  /**
   * `text` with every `${NAME}` replaced by its value.
   * @throws CarusoError `invalid` that names what is not set and where it was looked for; never a value.
   */
  expand(text: string): string;
  /** The same for an address: in front of its `@` values are percent-encoded, since a password may hold any character (RFC 3986 3.2.1). */
  expandAddress(address: string): string;
  /** `text` without the values that `expand` gave out: for logs, recordings and messages of legacy systems. */
  mask(text: string): string;
}

/**
 * Looks in the environment, then in the file that CARUSO_SECRETS names, then in `<appDir>/secrets.env` (lines NAME=value).
 * An empty value counts as none: an empty password would be an anonymous sign-in (RFC 4513 5.1.2).
 * @throws CarusoError `invalid` when CARUSO_SECRETS names no readable file, or when others than owner and group can read a file.
 */
export function openSecrets(
  appDir: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Secrets {
  const named = environment['CARUSO_SECRETS'];
  const places: readonly Place[] = [
    { where: 'the environment', values: environment },
    ...(named === undefined || named === '' ? [] : [secretsFile(path.resolve(appDir, named), true)]),
    secretsFile(path.join(appDir, 'secrets.env'), false),
  ];
  const given = new Set<string>();

  function valueOf(name: string): string {
    const value = places.map(({ values }) => values[name]).find((found) => found !== undefined && found !== '');
    if (value === undefined) {
      const looked = places.map(({ where }) => where).join(', then in ');
      throw new CarusoError('invalid', `The secret ${name} is not set; looked in ${looked}`, { secret: name });
    }
    given.add(value);
    return value;
  }

  function expand(text: string, written: (value: string) => string = String): string {
    return text.replace(REFERENCE, (_reference, name: string) => written(valueOf(name)));
  }

  return {
    expand: (text) => expand(text),
    expandAddress(address) {
      const at = address.lastIndexOf('@') + 1;
      return expand(address.slice(0, at), encodeURIComponent) + expand(address.slice(at));
    },
    mask: (text) =>
      [...given]
        // In JSON some characters have a backslash before them.
        .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
        .toSorted((one, other) => other.length - one.length)
        .reduce((masked, value) => masked.replaceAll(value, '***'), text),
  };
}

/** For a replay: answers of a recording need no credentials, so none are looked for. */
export const noSecrets: Secrets = { expand: (text) => text, expandAddress: (address) => address, mask: (text) => text };

interface Place {
  readonly where: string;
  readonly values: Readonly<Record<string, string | undefined>>;
}

function secretsFile(file: string, required: boolean): Place {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) {
    if (!required) return { where: `${file} (not there)`, values: {} };
    throw new CarusoError('invalid', `CARUSO_SECRETS names ${file}, which is not there`, { file });
  }
  // Windows has no such bits.
  if (process.platform !== 'win32' && (stats.mode & OTHERS_MAY) !== 0) {
    throw new CarusoError('invalid', `Everybody on this machine can read ${file}; run: chmod 600 ${file}`, { file });
  }
  return { where: file, values: parseEnv(readFileSync(file, 'utf8')) };
}
