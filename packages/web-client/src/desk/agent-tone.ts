import type { AgentInfo } from '../api/contracts.js';
import type { Tone } from '../design/badge.js';

export function agentTone(state: AgentInfo['state']): Tone {
  switch (state) {
    case 'ready':
      return 'ok';
    case 'reserved':
      return 'info';
    case 'busy':
      return 'accent';
    case 'wrap-up':
    case 'paused':
      return 'warning';
    case 'offline':
      return 'idle';
  }
}
