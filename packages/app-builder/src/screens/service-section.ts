import type { BusinessObject } from '@caruso/business-objects/contract';
import { CarusoError } from '@caruso/core-service-manager/contract';
import type { CallOptions, DynamicInvoke, ServiceOf } from '@caruso/core-service-manager/contract';
import type { Expressions } from '@caruso/expressions/contract';
import type { ServiceSectionRows } from '../contract/api.js';
import type { ScreenFile } from './screen-file.js';

type ServiceSection = Extract<ScreenFile['sections'][number], { kind: 'service' }>;

/** Asks a service about an object and puts each row of its answer into words, by the screen's templates. */
export async function serviceSectionRows(
  section: ServiceSection,
  object: BusinessObject,
  services: { readonly invoke: DynamicInvoke; readonly expressions: ServiceOf<typeof Expressions> },
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
  const words = (
    texts: Readonly<Record<string, string>>,
    row: Readonly<Record<string, unknown>>,
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [language, render(services.expressions, text, row, language)]),
    );
  return answer.map((row: Readonly<Record<string, unknown>>) => ({
    title: words(section.row.title, row),
    detail: words(section.row.detail, row),
    tone: section.tone,
  }));
}

function render(
  expressions: ServiceOf<typeof Expressions>,
  text: string,
  row: Readonly<Record<string, unknown>>,
  language: string,
): string {
  const variables = Object.fromEntries(Object.keys(row).map((name) => [name, { kind: 'unknown' } as const]));
  const compiled = expressions.compileTemplate(text, { variables });
  if (!compiled.ok)
    throw new CarusoError(
      'internal',
      `The screen's text "${text}" is wrong: ${compiled.problems[0]?.message ?? 'it cannot be read'}`,
    );
  return compiled.template.render(row, language);
}
