import { systemPrincipal } from '@caruso/core-service-manager/contract';
import type { DialogView } from '@caruso/script-engine/contract';
import type { Services } from './services.js';

const system = systemPrincipal('web-server');

/** Closes the contact of a self-service visit when its dialog is over; runs until the signal fires. */
export async function closeWebContacts(
  { scripts, comm, objects }: Pick<Services, 'scripts' | 'comm' | 'objects'>,
  signal: AbortSignal,
): Promise<void> {
  const close = async (contact: string, outcome: string): Promise<void> => {
    await comm.closeWebContact({ contact, outcome }, { principal: system });
  };
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
    // A dialog that ended while we were down.
    const [dialog] = await scripts.dialogs({ contact: ref.key, limit: 1 }, { principal: system });
    if (dialog !== undefined && isOver(dialog.status)) await close(ref.key, dialog.outcome ?? dialog.status);
  }
  for await (const view of scripts.changed({}, { principal: system, signal })) {
    if (view.channel === 'web' && view.contact !== undefined && isOver(view.status))
      await close(view.contact, view.step.outcome ?? view.status);
  }
}

function isOver(status: DialogView['status']): boolean {
  return status === 'ended' || status === 'transferred' || status === 'abandoned';
}
