// Start of the application: process start to the first answered HTTP request and to the first answered SIP call, and memory when idle.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, freeUdpPort } from '../harness/free-port.mjs';
import { firstAnsweredRequest } from '../harness/http-probe.mjs';
import { residentMemory, start } from '../harness/processes.mjs';
import { firstAnsweredCall } from '../harness/sip-probe.mjs';
import { spread } from '../harness/statistics.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const runs = 5;
const idleMs = 10_000;

async function caruso(data) {
  const [http, sip] = [await freePort(), await freeUdpPort()];
  const began = performance.now();
  const app = start('node', [
    path.join(root, 'packages/cli/bin/caruso.js'),
    'run',
    path.join(root, 'examples/utility-vertical'),
    '--port',
    String(http),
    '--sip-port',
    String(sip),
    '--data',
    data,
  ]);
  try {
    const [answered, called] = await Promise.all([
      firstAnsweredRequest(http, '/healthz'),
      firstAnsweredCall(sip, '100'),
    ]);
    return { http: answered - began, sip: called - began, app };
  } catch (error) {
    await app.kill();
    throw error;
  }
}

async function peer(file, probe) {
  const port = probe === 'sip' ? await freeUdpPort() : await freePort();
  const began = performance.now();
  const app = start('node', [path.join(root, 'bench/peers', file), String(port)]);
  try {
    const at = probe === 'sip' ? await firstAnsweredCall(port, '100') : await firstAnsweredRequest(port, '/healthz');
    return { ms: at - began, app };
  } catch (error) {
    await app.kill();
    throw error;
  }
}

async function idleMemory(app) {
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  return residentMemory(app.pid);
}

export default {
  what: 'Start of the utility front office (already built) and its memory when idle',
  async run({ progress }) {
    const times = {
      firstHttp: [],
      firstSip: [],
      againHttp: [],
      againSip: [],
      memory: [],
      main: [],
      media: [],
      nest: [],
      nestMemory: [],
      sip: [],
    };
    for (let run = 1; run <= runs; run += 1) {
      progress(`run ${run} of ${runs}`);
      const data = mkdtempSync(path.join(os.tmpdir(), 'caruso-bench-'));
      try {
        const first = await caruso(data);
        times.firstHttp.push(first.http);
        times.firstSip.push(first.sip);
        await first.app.kill();
        const again = await caruso(data);
        times.againHttp.push(again.http);
        times.againSip.push(again.sip);
        const { totalMb, processes } = await idleMemory(again.app);
        times.memory.push(totalMb);
        times.main.push(processes[0]?.rssMb ?? 0);
        times.media.push(totalMb - (processes[0]?.rssMb ?? 0));
        await again.app.kill();
      } finally {
        rmSync(data, { recursive: true, force: true });
      }
      const nest = await peer('nest.mjs', 'http');
      times.nest.push(nest.ms);
      times.nestMemory.push((await idleMemory(nest.app)).totalMb);
      await nest.app.kill();
      const sip = await peer('sip.mjs', 'sip');
      times.sip.push(sip.ms);
      await sip.app.kill();
    }
    const nest = spread(times.nest);
    const sip = spread(times.sip);
    const nestMemory = spread(times.nestMemory);
    const figure = (name, values, unit, peer, target) => {
      const value = spread(values);
      return {
        name,
        value,
        unit,
        ...(peer ? { ratio: value.median / peer.value.median, peer: peer.name } : {}),
        ...(target ? { target } : {}),
      };
    };
    const nestPeer = { name: 'NestJS', value: nest };
    return [
      figure('ready (GET /healthz 200), first start with demo data', times.firstHttp, 'ms', nestPeer, '<= 3000 ms'),
      figure('ready (GET /healthz 200), later start', times.againHttp, 'ms', nestPeer, '<= 3000 ms'),
      figure(
        'first SIP call answered, first start',
        times.firstSip,
        'ms',
        { name: 'npm sip', value: sip },
        '<= 3000 ms',
      ),
      figure(
        'first SIP call answered, later start',
        times.againSip,
        'ms',
        { name: 'npm sip', value: sip },
        '<= 3000 ms',
      ),
      figure(
        'resident memory when idle, all processes',
        times.memory,
        'MB',
        { name: 'NestJS', value: nestMemory },
        '<= 200 MB',
      ),
      figure('  of it the main process', times.main, 'MB'),
      figure('  of it the media process', times.media, 'MB'),
      { name: 'peer: NestJS with TypeORM on SQLite, one route', value: nest, unit: 'ms' },
      { name: 'peer: NestJS, resident memory when idle', value: nestMemory, unit: 'MB' },
      { name: 'peer: npm sip, answers every call', value: sip, unit: 'ms' },
    ];
  },
};
