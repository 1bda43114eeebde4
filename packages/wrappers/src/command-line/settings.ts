import {
  contractSettings,
  operationName,
  operationSettings,
  placeholders,
  secretText,
  systemAccessSettings,
} from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';

/** What an exit status means to the caller; `ok` for programs that tell an outcome by it, as `grep` and `diff` do. */
const meaning = z.enum(['ok', 'wrong-request', 'not-found', 'conflict', 'refused', 'not-there']);
export type ExitMeaning = z.output<typeof meaning>;

/** An argument of its own, or several in brackets that are left out together where a value for them is missing. */
const argument = z.union([z.string(), z.array(z.string()).min(1)]);

const commandSettings = operationSettings
  .extend({
    /** A name that is looked up in PATH, or a path relative to the application's folder. */
    program: z.string().min(1),
    /** Each is one argument, however it looks after filling in; no shell sees it. */
    args: z.array(argument).default([]),
    /** Written to the program's standard input; default: nothing. */
    stdin: z.string().optional(),
    /** How standard output is read; see the manual for the shape of `output` that goes with each. */
    format: z.enum(['text', 'json', 'lines', 'csv']).default('text'),
    /** Where in the JSON the answer is, as a dotted path. */
    at: z.string().default(''),
    /** By exit status. 0 is `ok`; what is not named is `refused`. */
    exitCodes: z.record(z.string().regex(/^\d{1,3}$/, 'an exit status, 0 to 255'), meaning).default({}),
    /** Lets values begin with `-`. The program may then take them for options. */
    allowDashes: z.boolean().default(false),
  })
  .strict()
  .superRefine((operation, context) => {
    for (const { path, text } of templates(operation)) {
      if (text.includes('${')) {
        const message =
          'a secret does not belong here: arguments are seen by everybody on the machine; use environment';
        context.addIssue({ code: 'custom', path, message });
        continue;
      }
      for (const placeholder of placeholders(text)) {
        if (isField(operation.input, placeholder)) continue;
        context.addIssue({ code: 'custom', path, message: `"${placeholder}" is not a field of the operation's input` });
      }
    }
  });
export type CommandSettings = z.output<typeof commandSettings>;

const LOOKS_SECRET = /pass|secret|token|credential|key$/i;

export const commandLineSettings = z.strictObject({
  ...systemAccessSettings.shape,
  contract: contractSettings.strict(),
  /** In which programs run; relative to the application's folder. */
  folder: z.string().default('.'),
  /** All that programs see of the environment; `${NAME}` is taken from the environment or the secrets file. */
  environment: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable'), z.string())
    .default({})
    .superRefine((environment, context) => {
      for (const [name, value] of Object.entries(environment)) {
        const { error } = LOOKS_SECRET.test(name) ? secretText.safeParse(value) : {};
        for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: [name], message });
      }
    }),
  /** Of standard output, in bytes; more is refused. */
  maxOutputBytes: z.number().int().min(1).max(1_000_000_000).default(10_000_000),
  operations: z.record(operationName, commandSettings),
});
export type CommandLineSettings = z.output<typeof commandLineSettings>;

interface Template {
  readonly path: (string | number)[];
  readonly text: string;
}

function templates({ args, stdin }: Pick<CommandSettings, 'args' | 'stdin'>): readonly Template[] {
  const inArgs = args.flatMap((entry, index): Template[] =>
    typeof entry === 'string'
      ? [{ path: ['args', index], text: entry }]
      : entry.map((text, part) => ({ path: ['args', index, part], text })),
  );
  return stdin === undefined ? inArgs : [...inArgs, { path: ['stdin'], text: stdin }];
}

/** What a JSON Schema or `json` allows below a field is not looked at. */
function isField(input: CommandSettings['input'], placeholder: string): boolean {
  if (typeof input !== 'object' || Array.isArray(input) || 'schema' in input) return true;
  const [field = ''] = placeholder.split('.');
  return Object.hasOwn(input, field) || Object.hasOwn(input, `${field}?`);
}
