import type { DialogAction, DialogView } from '../api/contracts.js';
import type { Tone } from '../design/badge.js';

export function dialogTone(status: DialogView['status']): Tone {
  switch (status) {
    case 'asking':
      return 'accent';
    case 'acting':
      return 'info';
    case 'ended':
      return 'ok';
    case 'transferred':
      return 'info';
    case 'abandoned':
      return 'idle';
  }
}

export function actionTone(state: DialogAction['state']): Tone {
  switch (state) {
    case 'done':
      return 'ok';
    case 'failed':
      return 'bad';
    case 'cancelled':
      return 'idle';
    default:
      return 'info';
  }
}

export function isOver(status: DialogView['status']): boolean {
  return status !== 'asking';
}
