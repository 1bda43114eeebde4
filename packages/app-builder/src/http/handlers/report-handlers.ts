import { z } from 'zod';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

const instant = z.iso.datetime({ offset: true });

export function reportHandlers({ reporting }: Services): Handlers<'reports' | 'report'> {
  return {
    reports: (api) => reporting.reports({}, api.call),
    report: async (api) => {
      const { from, to, format, language } = api.query(
        z.object({
          from: instant.optional(),
          to: instant.optional(),
          format: z.enum(['csv', 'json', 'html', 'pdf']).optional(),
          language: z.string().default('en'),
        }),
      );
      const period = {
        report: api.param('name'),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      if (format === undefined) return reporting.run(period, api.call);
      const { mediaType, body } = await reporting.render({ ...period, format, language }, api.call);
      api.response
        .type(mediaType)
        .attachment(`${api.param('name')}.${format}`)
        .send(body);
      return undefined;
    },
  };
}
