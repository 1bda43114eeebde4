import type { Principal } from '@caruso/core-service-manager/contract';
import type { MonitorInfo } from '../contract/api.js';
import type { Services } from '../http/services.js';

/** What a supervisor watches. */
export async function monitorOf(
  { work, comm, reporting }: Pick<Services, 'work' | 'comm' | 'reporting'>,
  principal: Principal,
): Promise<MonitorInfo> {
  const call = { principal };
  const [snapshot, today, contacts, simulation] = await Promise.all([
    work.snapshot({}, call),
    reporting.today({}, call),
    comm.active({}, call),
    comm.simulation({}, call),
  ]);
  const simulatedToday = simulation.on ? await reporting.today({ simulated: true }, call) : null;
  return { work: snapshot, today, simulatedToday, contacts, simulation };
}
