import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { abandonDialog, answerDialog, backDialog, retryDialog, reviseDialog, takeOverDialog } from '../api/changes.js';
import type { DialogView, Json } from '../api/contracts.js';
import { asFailure } from '../api/failure.js';
import { dialogQuery } from '../api/queries.js';
import { newerDialog } from '../live/cache-changes.js';

export type Step =
  | { readonly do: 'answer'; readonly value: Json }
  | { readonly do: 'back' | 'retry' | 'abandon' | 'take-over' }
  | { readonly do: 'revise'; readonly node: string };

function send(dialog: DialogView, step: Step): Promise<DialogView> {
  switch (step.do) {
    case 'answer':
      return answerDialog(dialog.id, dialog.revision, dialog.step.node, step.value);
    case 'back':
      return backDialog(dialog.id, dialog.revision);
    case 'revise':
      return reviseDialog(dialog.id, dialog.revision, step.node);
    case 'retry':
      return retryDialog(dialog.id);
    case 'abandon':
      return abandonDialog(dialog.id, 'ended-by-person');
    case 'take-over':
      return takeOverDialog(dialog.id, dialog.revision);
  }
}

/** A dialog and every move in it. Somebody else's change (`conflict`) shows her state of affairs, never overwrites it. */
export function useDialog(id: string) {
  const client = useQueryClient();
  const query = useQuery(dialogQuery(id));
  const move = useMutation({
    mutationFn: async (step: Step) => {
      const dialog = client.getQueryData(dialogQuery(id).queryKey);
      if (!dialog) throw new Error('The dialog is not loaded yet');
      return send(dialog, step);
    },
    onSuccess: (view) => {
      client.setQueryData(dialogQuery(id).queryKey, (cached) => newerDialog(cached, view));
      void client.invalidateQueries({ queryKey: ['dialogs'] });
      if (view.status !== 'asking') void client.invalidateQueries({ queryKey: ['related'] });
    },
    onError: (error) => {
      if (asFailure(error).code === 'conflict') void client.invalidateQueries({ queryKey: ['dialog', id] });
    },
  });
  return { query, move };
}
