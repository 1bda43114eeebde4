import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApplicationCopy } from './application-copy.js';

export interface GreetingVersion {
  /** Of the package, the component and the contract. */
  readonly name: string;
  readonly version: string;
  /** Statements at the beginning of `start`, e.g. one that throws. */
  readonly atStart?: string;
  /** A contract that it cannot do without. */
  readonly needs?: string;
  /** Answers after so many milliseconds. */
  readonly slowMs?: number;
}

/** Writes a version of a small component, as somebody would by hand, into the application's folder; answers its SPEC. */
export async function writeGreeting(copy: ApplicationCopy, given: GreetingVersion): Promise<string> {
  const { name, version } = given;
  const folder = path.join(copy.dir, 'components', name);
  await mkdir(folder, { recursive: true });
  const manifest = { name, version, type: 'module', caruso: { component: 'component.js' } };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  await writeFile(path.join(folder, 'component.js'), sourceOf(given));
  return `./components/${name}`;
}

const sourceOf = ({ name, version, atStart = '', needs, slowMs = 0 }: GreetingVersion): string => `
import { defineComponent, defineContract, need, operation, provide } from '@caruso/core-service-manager/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const Greeting = defineContract({
  id: '${name}',
  version: '1.0.0',
  summary: 'Greets people',
  members: {
    greet: operation({ summary: 'A greeting', input: z.object({}), output: z.object({ version: z.string() }) }),
  },
});
${needs === undefined ? '' : `const Needed = defineContract({ id: '${needs}', version: '1.0.0', summary: 'Not there', members: {} });`}

export default defineComponent({
  name: '${name}',
  version: '${version}',
  summary: 'Greets people',
  provides: [Greeting],
  needs: [${needs === undefined ? '' : 'need(Needed)'}],
  settings: z.strictObject({}),
  async start() {
    ${atStart}
    return {
      provisions: [
        provide(Greeting, {
          async greet(_input, call) {
            await sleep(${slowMs}, undefined, { signal: call.signal });
            return { version: '${version}' };
          },
        }),
      ],
      stop: async () => undefined,
    };
  },
});
`;
