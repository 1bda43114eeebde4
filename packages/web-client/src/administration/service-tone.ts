import type { ServiceInfo } from '../api/contracts.js';
import type { Tone } from '../design/badge.js';

/** One word for a service: its health while it runs, its state else. */
export function serviceWord(
  service: Pick<ServiceInfo, 'state' | 'health'>,
): ServiceInfo['state'] | ServiceInfo['health'] {
  return service.state === 'running' && service.health !== 'unknown' ? service.health : service.state;
}

export function serviceTone(service: Pick<ServiceInfo, 'state' | 'health'>): Tone {
  switch (serviceWord(service)) {
    case 'up':
    case 'running':
      return 'ok';
    case 'failed':
    case 'down':
      return 'bad';
    case 'degraded':
    case 'waiting':
    case 'stopping':
      return 'warning';
    case 'starting':
      return 'info';
    default:
      return 'idle';
  }
}
