import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Starts a program quietly; `kill` ends it and waits until it is gone. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'ignore', ...options });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  return {
    pid: child.pid,
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    async kill(signal = 'SIGTERM') {
      child.kill(signal);
      const hard = setTimeout(() => child.kill('SIGKILL'), 8000);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** Resident memory in MB of a process and all its descendants (Linux /proc), each with its command. */
export function residentMemory(pid) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const family = [];
  const walk = (id) => {
    const found = processes.find((one) => one.pid === id);
    if (found) family.push(found);
    for (const child of processes.filter(({ parent }) => parent === id)) walk(child.pid);
  };
  walk(pid);
  return { totalMb: family.reduce((sum, { rssMb }) => sum + rssMb, 0), processes: family };
}

function readProcess(name) {
  try {
    const status = readFileSync(`/proc/${name}/status`, 'utf8');
    const field = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [{ pid: Number(name), parent: field('PPid'), rssMb: field('VmRSS') / 1024 }];
  } catch {
    return []; // It ended while we looked.
  }
}
