import { appendFile, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CarusoError, defineComponent, defineContract, operation, provide, stream } from '../contract/index.js';
import type { ComponentContext, ImplementationOf, RunningComponent } from '../contract/index.js';
import { componentChecks } from './component-checks.js';
import { componentConformance } from './component-conformance.js';
import type { ComponentSpecimen } from './component-specimen.js';

const Notebook = defineContract({
  id: 'notebook',
  version: '1.0.0',
  summary: 'Keeps lines',
  members: {
    write: operation({ summary: 'Adds a line', input: z.strictObject({ line: z.string() }), output: z.object({}) }),
    last: operation({ summary: 'The last line', input: z.object({}), output: z.object({ line: z.string() }) }),
    tear: operation({ summary: 'Not allowed', input: z.object({ page: z.number() }), output: z.void() }),
    watch: stream({ summary: 'Ticks', input: z.object({}), output: z.number() }),
  },
});
type NotebookService = ImplementationOf<typeof Notebook>;

interface Parts {
  readonly service: NotebookService;
  readonly running: Partial<RunningComponent>;
}

/** A real component with a file of its own; `plant` puts a fault into it. */
function notebook(plant: (sound: Parts, context: ComponentContext<{ file: string }>) => Partial<Parts> = () => ({})) {
  return defineComponent({
    name: 'notebook',
    version: '1.0.0',
    summary: 'Keeps lines in a file',
    provides: [Notebook],
    needs: [],
    settings: z.strictObject({ file: z.string() }),
    async start(context) {
      const file = path.join(context.dataDir, context.settings.file);
      const tick = setInterval(() => undefined, 1_000);
      const sound: Parts = {
        service: {
          async write({ line }) {
            await appendFile(file, `${line}\n`);
            return {};
          },
          async last() {
            const lines = (await readFile(file, 'utf8')).trim().split('\n');
            return { line: lines.at(-1) ?? '' };
          },
          async tear({ page }) {
            throw new CarusoError('refused', 'Pages are never torn out', { page });
          },
          async *watch(_input, { signal }) {
            yield 1;
            await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          },
        },
        running: { stop: async () => clearInterval(tick) },
      };
      const planted = plant(sound, context);
      return {
        provisions: [provide(Notebook, planted.service ?? sound.service)],
        stop: async () => undefined,
        ...sound.running,
        ...planted.running,
      };
    },
  });
}

function specimenOf(component = notebook()): ComponentSpecimen {
  return {
    component: component as ComponentSpecimen['component'],
    settings: { file: 'lines.txt' },
    calls: [
      { operation: 'write', input: { line: 'first' } },
      { operation: 'last', input: {}, answers: { line: 'first' } },
      { operation: 'tear', input: { page: 1 }, fails: 'refused' },
      { operation: 'watch', input: {} },
    ],
    brokenSettings: [
      { settings: {}, names: 'file' },
      { settings: { file: 'x', fiel: 'y' }, names: 'fiel' },
    ],
    limitMs: 500,
  };
}

componentConformance(specimenOf());

const never = (): Promise<never> => new Promise(() => undefined);
const listener = (): void => undefined;

/** What the suite says, by rule; rules without findings are left out. */
async function findings(specimen: ComponentSpecimen, rule: string): Promise<string> {
  const check = componentChecks.find((one) => one.rule.startsWith(rule));
  if (check === undefined) throw new Error(`There is no rule "${rule}"`);
  return (await check.find(specimen)).join('\n');
}

describe('the component suite finds a component that', () => {
  it('does not start', async () => {
    const component = { ...notebook(), start: () => Promise.reject(new Error('no disk')) };
    expect(await findings(specimenOf(component), 'starts')).toBe('no disk');
    const mute = { ...notebook(), start: never };
    expect(await findings(specimenOf(mute), 'starts')).toBe('It did not start within 500 ms');
  });

  it('declares what it does not provide, or provides what it does not declare', async () => {
    const other = defineContract({ id: 'other', version: '2.0.0', summary: '', members: {} });
    const component = { ...notebook(), provides: [other] };
    expect(await findings(specimenOf(component), 'starts')).toBe(
      'it declares other 2.0.0 and does not provide it\nit provides notebook 1.0.0 and does not declare it',
    );
  });

  it('lacks an operation', async () => {
    const component = notebook(({ service: { last: _last, ...rest } }) => ({ service: rest as NotebookService }));
    expect(await findings(specimenOf(component), 'starts')).toBe('its implementation of notebook has no last');
  });

  it('does not tell its health, or is down', async () => {
    const mute = notebook(() => ({ running: { health: never } }));
    expect(await findings(specimenOf(mute), 'tells its health')).toContain('did not tell its health within 2000 ms');
    const down = notebook(() => ({ running: { health: async () => ({ status: 'down', reason: 'full' }) } }));
    expect(await findings(specimenOf(down), 'tells its health')).toBe('it is down: full');
  });

  it('answers otherwise than its schema says', async () => {
    const component = notebook(({ service }) => ({
      service: { ...service, last: async () => ({ line: 7 as never }) },
    }));
    expect(await findings(specimenOf(component), 'answers')).toContain('The answer of last is not as its schema says');
  });

  it('gives a wrong answer, or none where it should fail', async () => {
    const component = notebook(({ service }) => ({
      service: { ...service, last: async () => ({ line: 'second' }), tear: async () => undefined },
    }));
    expect(await findings(specimenOf(component), 'answers')).toMatch(
      /last: it answers .*\ntear: it should fail with "refused" and answers/,
    );
  });

  it('is shown by no call at all', async () => {
    expect(await findings({ ...specimenOf(), calls: [] }, 'answers')).toContain('there is no sample call');
  });

  it('takes any input, or lets unknown fields through', async () => {
    const loose = defineContract({
      ...Notebook,
      members: {
        any: operation({ summary: '', input: z.unknown(), output: z.unknown() }),
        loose: operation({ summary: '', input: z.looseObject({}), output: z.unknown() }),
      },
    });
    const component = {
      ...notebook(),
      provides: [loose],
      start: async () => ({
        provisions: [provide(loose, { any: async () => 1, loose: async () => 1 })],
        stop: async () => undefined,
      }),
    };
    const specimen = {
      ...specimenOf(component),
      calls: [
        { operation: 'any', input: {} },
        { operation: 'loose', input: {} },
      ],
    };
    expect(await findings(specimen, 'refuses wrong input')).toBe('any takes anything as its input');
    expect(await findings(specimen, 'refuses or drops')).toBe(
      'the input of any lets unknown fields through\nthe input of loose lets unknown fields through',
    );
  });

  it('throws something else than a CarusoError, or details that are no JSON', async () => {
    const plain = notebook(({ service }) => ({
      service: { ...service, tear: () => Promise.reject(new RangeError('page')) },
    }));
    expect(await findings(specimenOf(plain), 'fails with')).toBe('tear throws no CarusoError: page');
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const unprintable = notebook(({ service }) => ({
      service: { ...service, tear: () => Promise.reject(new CarusoError('refused', ' ', cyclic)) },
    }));
    expect(await findings(specimenOf(unprintable), 'fails with')).toBe(
      'tear fails without a message\nthe details of the failure of tear are no JSON',
    );
  });

  it('does not let go of a call that its caller gave up', async () => {
    const component = notebook(({ service }) => ({ service: { ...service, write: never } }));
    const calls = [{ operation: 'write', input: { line: 'x' } }];
    expect(await findings({ ...specimenOf(component), calls }, 'ends a call')).toContain('did not let go of write');
  });

  it('does not stop, or leaves timers, sockets and listeners behind', async () => {
    const mute = notebook(() => ({ running: { stop: never } }));
    expect(await findings(specimenOf(mute), 'stops')).toContain('It did not stop within 500 ms');
    const timers: NodeJS.Timeout[] = [];
    const servers: Server[] = [];
    const untidy = notebook(() => {
      timers.push(setInterval(() => undefined, 60_000).unref());
      process.on('SIGUSR2', listener);
      servers.push(createServer().listen(0, '127.0.0.1'));
      return {};
    });
    try {
      const found = await findings(specimenOf(untidy), 'stops');
      expect(found).toContain('1 × Timeout left behind');
      expect(found).toContain('1 × TCPSERVERWRAP left behind');
      expect(found).toContain("a listener of process.on('SIGUSR2') left behind");
    } finally {
      for (const timer of timers) clearInterval(timer);
      for (const server of servers) server.close();
      process.removeAllListeners('SIGUSR2');
    }
  });

  it('works once only, or alone only', async () => {
    let starts = 0;
    const component = notebook(() => {
      starts += 1;
      if (starts > 1) throw new Error('the file is locked');
      return {};
    });
    expect(await findings(specimenOf(component), 'can be started again')).toBe('the file is locked');
    starts = 0;
    expect(await findings(specimenOf(component), 'works as two')).toBe('the file is locked');
  });

  it('does not name mistakes in its settings', async () => {
    const component = { ...notebook(), settings: z.object({ file: z.string().default('x') }) };
    expect(await findings(specimenOf(component as never), 'names mistakes')).toBe(
      'it starts with the settings {}\nit starts with the settings {"file":"x","fiel":"y"}',
    );
  });
});
