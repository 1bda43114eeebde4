import { systemPrincipal } from '@caruso/core-service-manager/contract';
import type { DialogView } from '@caruso/script-engine/contract';
import { follow } from '../live/follow.js';
import type { Services } from './services.js';

const system = systemPrincipal('web-server');

/** Closes the contact of a self-service visit when its dialog is over; runs until the signal fires. */
export async function closeWebContacts(
  { scripts, comm, objects, log }: Pick<Services, 'scripts' | 'comm' | 'objects' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  const close = async (contact: string, outcome: string): Promise<void> => {
    await comm.closeWebContact({ contact, outcome }, { principal: system });
  };
  const closeFinished = async (): Promise<void> => {
    const { objects: open } = await objects.query(
      {
        class: 'Contact',
        where: [
          { attribute: 'medium', value: 'web' },
          { attribute: 'state', op: '<>', value: 'closed' },
        ],
        limit: 1000,
      },
      { principal: system },
    );
    for (const { ref } of open) {
      // A dialog that ended while we, or its service, were down.
      const [dialog] = await scripts.dialogs({ contact: ref.key, limit: 1 }, { principal: system });
      if (dialog !== undefined && isOver(dialog.status)) await close(ref.key, dialog.outcome ?? dialog.status);
    }
  };
  await follow(
    () => scripts.changed({}, { principal: system, signal }),
    async (view) => {
      if (view.channel === 'web' && view.contact !== undefined && isOver(view.status))
        await close(view.contact, view.step.outcome ?? view.status);
    },
    {
      signal,
      againMs: 1_000,
      opened: closeFinished,
      lost: (reason) => log.warn({ reason }, 'Finished self-service visits are not closed for the moment'),
    },
  );
}

function isOver(status: DialogView['status']): boolean {
  return status === 'ended' || status === 'transferred' || status === 'abandoned';
}
