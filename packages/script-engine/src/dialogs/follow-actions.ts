import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Logger } from '@caruso/core-service-manager/contract';
import type { DialogDesk } from './dialog-desk.js';
import { settleDialog } from './end-dialog.js';

/** How long to wait before the stream of settled tasks is opened again, in milliseconds. */
const reopenAfterMs = 1000;

/** Ends dialogs as their actions become done: those left `acting` by an earlier process first, then as tasks settle. */
export async function followActions(desk: DialogDesk, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const settled = desk.tasks.settled({}, { signal })[Symbol.asyncIterator]();
      // The stream is open before the look back, so that nothing settles unseen between the two.
      let next = settled.next();
      next.catch(() => undefined);
      for (const { id } of await desk.store.list({ statuses: ['acting'], limit: 10_000 })) await settle(desk, id, log);
      for (let result = await next; !result.done; result = await next) {
        next = settled.next();
        next.catch(() => undefined);
        const dialog = dialogOf(result.value.key);
        if (dialog !== null) await settle(desk, dialog, log);
      }
    } catch (thrown) {
      if (!signal.aborted) log.warn({ error: String(thrown) }, 'the settled tasks cannot be followed now');
    }
    if (!signal.aborted) await pause(desk, signal);
  }
}

/** A dialog changed by somebody else meanwhile is looked at once more. */
async function settle(desk: DialogDesk, dialog: string, log: Logger): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      return await settleDialog(desk, dialog);
    } catch (thrown) {
      if (thrown instanceof CarusoError && thrown.code === 'conflict' && attempt < 3) continue;
      log.warn({ dialog, error: String(thrown) }, 'a dialog could not be ended');
      return;
    }
  }
}

/** Keys of this package are DIALOG:ACTION:VISIT; others belong to somebody else. */
function dialogOf(key: string): string | null {
  return /^([^:]+):[^:]+:\d+$/.exec(key)?.[1] ?? null;
}

function pause(desk: DialogDesk, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = desk.clock.after(reopenAfterMs, resolve);
    signal.addEventListener('abort', () => {
      cancel();
      resolve();
    });
  });
}
