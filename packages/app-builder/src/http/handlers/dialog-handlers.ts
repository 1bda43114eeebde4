import { CarusoError, asCarusoError, objectRefSchema, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Principal } from '@caruso/core-service-manager/contract';
import { channelSchema } from '@caruso/script-engine/contract';
import { z } from 'zod';
import { person } from '../api-request.js';
import type { Handlers } from '../api-request.js';
import type { Services } from '../services.js';

const revision = z.number().int().min(0);
const flag = z.enum(['1']).optional();

export function dialogHandlers({
  scripts,
  comm,
  log,
}: Services): Handlers<
  | 'scripts'
  | 'dialogs'
  | 'startDialog'
  | 'dialog'
  | 'answerDialog'
  | 'backDialog'
  | 'reviseDialog'
  | 'abandonDialog'
  | 'takeOverDialog'
  | 'retryDialog'
> {
  const openWebContact = async (principal: Principal, script: string, language: string): Promise<string> => {
    const found = (await scripts.scripts({ channel: 'web' }, { principal })).find((one) => one.id === script);
    if (found === undefined) throw new CarusoError('not-found', `There is no script "${script}" for the web.`);
    // Before there is a contact: one whose dialog never began would stay open for ever.
    if (!found.languages.includes(language))
      throw new CarusoError(
        'invalid',
        `The script ${script} speaks ${found.languages.join(', ')}, not "${language}".`,
        {
          attributes: { language: 'is not spoken' },
        },
      );
    const { contact } = await comm.openWebContact(
      { subject: found.title[language] ?? found.title['en'] ?? found.id, language },
      { principal },
    );
    return contact;
  };

  return {
    scripts: (api) => {
      const { channel } = api.query(z.object({ channel: channelSchema.optional() }));
      return scripts.scripts({ channel: channel ?? channelOf(person(api)) }, api.call);
    },

    dialogs: (api) => {
      const query = api.query(
        z.object({ contact: z.string().optional(), customer: z.string().optional(), mine: flag, open: flag }),
      );
      return scripts.dialogs(
        {
          ...(query.contact === undefined ? {} : { contact: query.contact }),
          ...(query.customer === undefined ? {} : { customer: parseRef(query.customer) }),
          ...(query.mine === undefined ? {} : { owner: person(api).id }),
          ...(query.open === undefined ? {} : { statuses: ['asking', 'acting'] }),
        },
        api.call,
      );
    },

    startDialog: async (api) => {
      const principal = person(api);
      const wanted = api.body(
        z.strictObject({
          script: z.string(),
          language: z.string(),
          customer: objectRefSchema.optional(),
          contact: z.string().optional(),
        }),
      );
      if (principal.kind !== 'customer') {
        const { customer, contact } = wanted;
        return scripts.start(
          {
            script: wanted.script,
            language: wanted.language,
            channel: 'agent',
            ...(customer === undefined ? {} : { customer }),
            ...(contact === undefined ? {} : { contact }),
          },
          api.call,
        );
      }
      if (principal.customer === undefined) throw new CarusoError('forbidden', 'This account belongs to no customer.');
      const contact = await openWebContact(principal, wanted.script, wanted.language);
      try {
        return await scripts.start(
          { script: wanted.script, language: wanted.language, channel: 'web', customer: principal.customer, contact },
          api.call,
        );
      } catch (error) {
        await comm
          .closeWebContact({ contact, outcome: 'failed' }, { principal: systemPrincipal('web-server') })
          .catch((reason: unknown) =>
            log.warn({ contact, reason: asCarusoError(reason).message }, 'A self-service visit stays open'),
          );
        throw error;
      }
    },

    dialog: (api) => scripts.view({ dialog: api.param('id') }, api.call),
    answerDialog: (api) =>
      scripts.answer(
        { dialog: api.param('id'), ...api.body(z.strictObject({ revision, node: z.string(), value: z.json() })) },
        api.call,
      ),
    backDialog: (api) => scripts.back({ dialog: api.param('id'), ...api.body(z.strictObject({ revision })) }, api.call),
    reviseDialog: (api) =>
      scripts.revise(
        { dialog: api.param('id'), ...api.body(z.strictObject({ revision, node: z.string() })) },
        api.call,
      ),
    abandonDialog: (api) =>
      scripts.abandon(
        { dialog: api.param('id'), ...api.body(z.strictObject({ reason: z.string().max(500) })) },
        api.call,
      ),
    takeOverDialog: (api) =>
      scripts.takeOver({ dialog: api.param('id'), ...api.body(z.strictObject({ revision })) }, api.call),
    retryDialog: (api) => scripts.retryActions({ dialog: api.param('id') }, api.call),
  };
}

function channelOf(principal: Principal): 'agent' | 'web' {
  return principal.kind === 'customer' ? 'web' : 'agent';
}

function parseRef(text: string): { class: string; key: string } {
  const at = text.indexOf(':');
  if (at < 1)
    throw new CarusoError('invalid', 'customer must be CLASS:KEY.', { attributes: { customer: 'must be CLASS:KEY' } });
  return { class: text.slice(0, at), key: text.slice(at + 1) };
}
