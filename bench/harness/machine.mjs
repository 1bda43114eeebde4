import os from 'node:os';

/** What a reader needs to compare: ratios hold across machines, values do not. */
export function describeMachine() {
  return {
    cpu: os.cpus()[0]?.model.trim() || os.arch(),
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    os: `${os.type()} ${os.release()}`,
    loadAverage: os.loadavg().map((load) => Number(load.toFixed(2))),
    note: 'shared machine: compare ratios of one run',
  };
}
