import 'reflect-metadata';
import { join } from 'node:path';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { defineComponent, need, optionalNeed, provide } from '@caruso/core-service-manager/contract';
import type { ComponentContext, Health } from '@caruso/core-service-manager/contract';
import { ScriptEngine } from '@caruso/script-engine/contract';
import { EventLog } from '@caruso/storage-manager/contract';
import { WorkManager } from '@caruso/work-manager/contract';
import { Mail } from '@caruso/wrappers/contract';
import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import type { ChannelAdapter } from './channels/channel-adapter.js';
import { MediaDesk } from './channels/sip/media-desk.js';
import { SipChannel } from './channels/sip/sip-channel.js';
import { SimulatedChannel } from './channels/simulated/simulated-channel.js';
import { completeContact } from './contacts/complete-contact.js';
import { ContactBook } from './contacts/contact-book.js';
import { demandPrincipal } from './contacts/contact-rights.js';
import { contactService } from './contacts/contact-service.js';
import { commServerPrincipal, ContactStore } from './contacts/contact-store.js';
import { ContactWriter } from './contacts/contact-writer.js';
import { CommServer, commServerSettingsSchema, Messages } from './contract/index.js';
import type { CommServerSettings } from './contract/index.js';
import { ContactDesk } from './distribution/contact-desk.js';
import { WaitingRoom } from './distribution/waiting-room.js';
import { PromptShelf } from './ivr/prompt-shelf.js';
import { sendMessage } from './messages/send-message.js';
import { waitAtMost } from './patience/wait-at-most.js';
import { PhoneBook } from './phones/phone-book.js';
import { Recovery } from './recovery/recovery.js';
import { Simulation } from './simulation/simulation.js';

/** The last writes of contacts that a stop breaks off get this long (ms). */
const LAST_WRITES_MS = 2000;

/** What the package is made of, each part once. */
function assemble({ use, settings, appDir, clock, log, newId }: ComponentContext<CommServerSettings>): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const bind = <T>(part: ServiceIdentifier<T>, make: () => T): void => {
    container.bind(part).toDynamicValue(make).inSingletonScope();
  };
  const get = <T>(part: ServiceIdentifier<T>): T => container.get(part);
  const work = use(WorkManager);
  const objects = use(BusinessObjects);
  const engine = use(ScriptEngine);
  const { fallbackQueue, customerClass, holdMusic, dispositions } = settings;

  bind(ContactStore, () => new ContactStore(objects, use(EventLog), { customerClass, dispositions }));
  bind(ContactWriter, () => new ContactWriter(clock, log));
  bind(ContactBook, () => new ContactBook(get(ContactStore), get(ContactWriter), clock, newId));
  bind(PromptShelf, () => new PromptShelf(join(appDir, 'prompts'), log));
  bind(PhoneBook, () => new PhoneBook(objects));
  bind(WaitingRoom, () => new WaitingRoom(work, clock, log, fallbackQueue));
  bind(
    ContactDesk,
    () =>
      new ContactDesk({
        book: get(ContactBook),
        work,
        offers: work,
        waitingRoom: get(WaitingRoom),
        nameOf: (customer) => get(ContactStore).titleOf(customer),
        fallbackQueue,
        clock,
        log,
        newId,
      }),
  );
  bind(
    SimulatedChannel,
    () =>
      new SimulatedChannel({
        desk: get(ContactDesk),
        objects,
        work,
        customerClass,
        callsPerMinute: settings.simulation.callsPerMinute,
        clock,
        random: Math.random,
        log,
        async complete(contact) {
          const parts = { book: get(ContactBook), store: get(ContactStore), work, dispositions, log };
          const disposition = dispositions[Math.floor(Math.random() * dispositions.length)]?.value ?? 'simulated';
          await completeContact(parts, { contact, disposition, note: '' }, commServerPrincipal);
        },
      }),
  );
  bind(
    Simulation,
    () => new Simulation({ channel: get(SimulatedChannel), work, agents: settings.simulation.agents, log }),
  );
  bind(Recovery, () => new Recovery({ store: get(ContactStore), book: get(ContactBook), engine, clock, log }));
  const { sip } = settings;
  if (sip !== undefined) {
    const media = {
      bindHost: sip.host,
      ...(sip.rtpPorts === undefined ? {} : { portRange: { from: sip.rtpPorts[0], to: sip.rtpPorts[1] } }),
      ...(sip.advertisedHost === undefined ? {} : { advertisedHost: sip.advertisedHost }),
    };
    bind(MediaDesk, () => new MediaDesk(media, clock, log));
    bind(
      SipChannel,
      () =>
        new SipChannel({
          settings: sip,
          holdMusic,
          desk: get(ContactDesk),
          dialogs: { engine, prompts: get(PromptShelf), clock, log, fallbackQueue },
          prompts: get(PromptShelf),
          phones: get(PhoneBook),
          media: get(MediaDesk),
          clock,
          log,
        }),
    );
  }
  return container;
}

export default defineComponent({
  name: 'comm-server',
  version: '0.1.0',
  summary: 'Channels and contacts: calls by SIP, voice dialogs, simulated calls, messages',
  exclusive: 'the SIP port and the calls under way',
  provides: [CommServer, Messages],
  needs: [need(BusinessObjects), need(ScriptEngine), need(WorkManager), need(EventLog), optionalNeed(Mail)],
  settings: commServerSettingsSchema,
  async start(context) {
    const { use, settings, clock, newId, log } = context;
    const container = assemble(context);
    const desk = container.get(ContactDesk);
    const book = container.get(ContactBook);
    const store = container.get(ContactStore);
    const writer = container.get(ContactWriter);
    const recovery = container.get(Recovery);
    const simulation = container.get(Simulation);
    const sip = settings.sip === undefined ? undefined : container.get(SipChannel);
    const channels: readonly ChannelAdapter[] = [...(sip === undefined ? [] : [sip]), container.get(SimulatedChannel)];
    const work = use(WorkManager);
    const { customerClass, dispositions } = settings;

    // Before new contacts come: what was under way is told from what is.
    await recovery.run();
    void desk.takeOffers();
    await Promise.all(channels.map((channel) => channel.start()));

    return {
      provisions: [
        provide(
          CommServer,
          contactService({
            book,
            store,
            desk,
            work,
            settings,
            phones: container.get(PhoneBook),
            sip,
            simulation,
            clock,
            newId,
            dispositions,
            log,
          }),
        ),
        provide(Messages, {
          send: (message, call) =>
            sendMessage(
              { mail: use(Mail), store, events: use(EventLog), customerClass, clock, newId },
              message,
              demandPrincipal(call.principal),
              call.idempotencyKey,
            ),
        }),
      ],
      async ready() {
        if (settings.simulation.startOn) await simulation.set(true);
      },
      async health() {
        const trouble = writer.trouble();
        const writing: Health =
          trouble === undefined
            ? { status: 'up' }
            : { status: 'degraded', reason: `Contacts cannot be saved now, and are kept in memory: ${trouble}` };
        const all = [...channels.map((channel) => channel.health()), recovery.health(), writing];
        return all.find(({ status }) => status !== 'up') ?? { status: 'up' };
      },
      async stop() {
        recovery.stop();
        desk.stop('shutdown');
        await Promise.all(channels.map((channel) => channel.stop()));
        await waitAtMost(clock, LAST_WRITES_MS, writer.settled());
      },
    };
  },
});
