export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Puts environment variables where `${NAME}` stands, so that no secret is in a file. In front of the `@` of a URL they
 * are percent-encoded: a password may hold any character. Throws an Error that names each variable that is not set.
 */
export function expandEnvironment(url: string, environment: Environment): string {
  const missing = [...url.matchAll(variable)].flatMap(([, name = '']) =>
    environment[name] === undefined ? [name] : [],
  );
  if (missing.length > 0) throw new Error(`Environment variables not set: ${missing.join(', ')} (needed by ${url})`);
  const at = url.lastIndexOf('@');
  const fill = (text: string, encode: (value: string) => string): string =>
    text.replaceAll(variable, (_match, name: string) => encode(environment[name] ?? ''));
  return fill(url.slice(0, at + 1), encodeURIComponent) + fill(url.slice(at + 1), String);
}

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;
