import type { BusinessObject } from '@caruso/business-objects/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallOptions, DynamicInvoke, ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Expressions } from '@caruso/expressions/contract';
import type { ServiceSectionRows } from '../contract/api.js';
import { z } from 'zod';
import type { ScreenFile } from './screen-file.js';

const rowSchema = z.object({ items: z.object({ properties: z.record(z.string(), z.unknown()) }) });

type ServiceSection = Extract<ScreenFile['sections'][number], { kind: 'service' }>;

/** Asks a service about an object and puts each row of its answer into words, by the screen's templates. */
export async function serviceSectionRows(
  section: ServiceSection,
  object: BusinessObject,
  services: {
    readonly invoke: DynamicInvoke;
    readonly expressions: ServiceOf<typeof Expressions>;
    readonly directory: ServiceOf<typeof ServiceDirectory>;
  },
  call: CallOptions,
): Promise<ServiceSectionRows['rows']> {
  const input = Object.fromEntries(
    Object.entries(section.input).map(([argument, attribute]) => [argument, object.values[attribute]]),
  );
  const answer = await services.invoke(section.service, section.operation, input, call);
  if (!Array.isArray(answer))
    throw new CarusoError(
      'internal',
      `${section.service}.${section.operation} does not answer with a list, so the screen cannot show it.`,
    );
  const fields = await rowFields(services.directory, section);
  const words = (
    texts: Readonly<Record<string, string>>,
    row: Readonly<Record<string, unknown>>,
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [
        language,
        render(services.expressions, text, fields, row, language),
      ]),
    );
  return answer.map((row: Readonly<Record<string, unknown>>) => ({
    title: words(section.row.title, row),
    detail: words(section.row.detail, row),
    tone: section.tone,
  }));
}

/** The fields a row may have by the service's contract: one that a row lacks is nothing, not a mistake. */
async function rowFields(
  directory: ServiceOf<typeof ServiceDirectory>,
  section: ServiceSection,
): Promise<readonly string[]> {
  const { members } = await directory.describe({ contract: section.service });
  const output = members.find(({ name }) => name === section.operation)?.output;
  const { properties } = rowSchema.parse(output).items;
  return Object.keys(properties);
}

function render(
  expressions: ServiceOf<typeof Expressions>,
  text: string,
  fields: readonly string[],
  row: Readonly<Record<string, unknown>>,
  language: string,
): string {
  const variables = Object.fromEntries(
    [...fields, ...Object.keys(row)].map((name) => [name, { kind: 'unknown' } as const]),
  );
  const compiled = expressions.compileTemplate(text, { variables });
  if (!compiled.ok)
    throw new CarusoError(
      'internal',
      `The screen's text "${text}" is wrong: ${compiled.problems[0]?.message ?? 'it cannot be read'}`,
    );
  return compiled.template.render(row, language);
}
