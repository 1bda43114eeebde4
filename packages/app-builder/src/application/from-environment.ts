import { CarusoError } from '@caruso/core-service-manager/contract';

/** `${NAME}` in a setting becomes what the environment has under that name. `invalid` names the one that is missing, never a value. */
export function fromEnvironment(text: string): string {
  return text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
    const value = process.env[name];
    if (value === undefined)
      throw new CarusoError('invalid', `app.yaml wants \${${name}} from the environment, and it is not set there.`);
    return value;
  });
}
