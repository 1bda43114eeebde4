import type { ImplementationOf, Principal, ServiceDirectory, ServiceOf } from '@caruso/core-service-manager/contract';
import type { ScriptEngine } from '../contract/index.js';
import { knownServices, listedServices } from '../scripts/known-services.js';
import { scriptInfo } from '../scripts/script-info.js';
import { dialogSummary } from '../views/dialog-view.js';
import { promptsOf } from '../views/prompts.js';
import { answerStep, goBack, missInput, reviseAnswer } from './change-dialog.js';
import { openDialog, viewOf } from './dialog-desk.js';
import type { DialogDesk } from './dialog-desk.js';
import { demandPrincipal, demandReach, isStaff } from './dialog-rights.js';
import { abandonDialog, retryActions, takeOverDialog } from './end-dialog.js';
import { startDialog } from './start-dialog.js';

/** The contract's operations, each for the principal of its call. */
export function createEngineService(
  desk: DialogDesk,
  directory: ServiceOf<typeof ServiceDirectory>,
): ImplementationOf<typeof ScriptEngine> {
  const forCaller =
    <I, O>(operation: (desk: DialogDesk, input: I, principal: Principal) => Promise<O>) =>
    async (input: I, call: { readonly principal: Principal | undefined }): Promise<O> =>
      operation(desk, input, demandPrincipal(call.principal));
  return {
    check: async ({ files, services }) => [
      ...(await desk.library.check(files, services ? listedServices(services) : await knownServices(directory))),
    ],
    async load({ files }) {
      const { loaded, findings } = await desk.library.load(files, await knownServices(directory));
      return { loaded: [...loaded], findings: [...findings] };
    },
    scripts: async ({ channel }) =>
      desk.library
        .current()
        .filter(({ definition }) => channel === undefined || definition.channels.includes(channel))
        .map(scriptInfo),
    prompts: async () =>
      desk.library
        .current()
        .flatMap(({ definition }) => promptsOf(definition).map((prompt) => ({ ...prompt, script: definition.id }))),
    start: forCaller(startDialog),
    view: forCaller(async (_desk, { dialog }: { readonly dialog: string }, principal) =>
      viewOf(desk, await openDialog(desk, demandReach(principal, await desk.store.read(dialog), dialog))),
    ),
    answer: forCaller(answerStep),
    noInput: forCaller(missInput),
    back: forCaller(goBack),
    revise: forCaller(reviseAnswer),
    abandon: forCaller(abandonDialog),
    takeOver: forCaller(takeOverDialog),
    retryActions: forCaller((_desk, { dialog }: { readonly dialog: string }, principal) =>
      retryActions(desk, dialog, principal),
    ),
    async dialogs(filter, call) {
      const principal = demandPrincipal(call.principal);
      if (!isStaff(principal) && !principal.customer) return [];
      const mine = isStaff(principal) ? filter : { ...filter, customer: principal.customer };
      // A customer who asks for another's dialogs gets none.
      if (
        filter.customer &&
        mine.customer &&
        (filter.customer.class !== mine.customer.class || filter.customer.key !== mine.customer.key)
      )
        return [];
      const records = await desk.store.list(mine);
      return records.map((record) =>
        dialogSummary(record, desk.library.find(record.script)?.definition.title[record.language] ?? record.script),
      );
    },
    changed: ({ dialog }, call) => desk.viewers.watch(demandPrincipal(call.principal), dialog, call.signal),
  };
}
