/** The media process: started by `startMediaServer`, commanded over IPC, gone when its parent is. */
import { performance } from 'node:perf_hooks';
import { failureOf } from './command-error.js';
import { createCommandHandlers } from './command-handlers.js';
import { createPromptCache } from './prompts/prompt-cache.js';
import type { ChildMessage, CommandMessage, Commands, CommandName } from './protocol.js';
import { createPacer } from './sessions/pacer.js';
import { createSessionTable } from './sessions/session-table.js';

const PROMPT_CACHE_BYTES = 32 * 1024 * 1024;
const SWEEP_MS = 100;

const now = (): number => performance.now();
const sessions = createSessionTable();

const handlers = createCommandHandlers({
  sessions,
  prompts: createPromptCache(PROMPT_CACHE_BYTES),
  pacer: createPacer({
    now,
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
  }),
  emit: (session, event) => send({ kind: 'event', session, event }),
  now,
  random: Math.random,
  memory: () => process.memoryUsage.rss(),
});

function send(message: ChildMessage): void {
  if (process.connected) process.send?.(message);
}

async function run(message: CommandMessage): Promise<void> {
  const handle = handlers[message.name] as (
    given: CommandMessage['arguments'],
  ) => Promise<Commands[CommandName]['result']> | Commands[CommandName]['result'];
  try {
    send({ kind: 'reply', id: message.id, value: await handle(message.arguments) });
  } catch (thrown) {
    send({ kind: 'failure', id: message.id, failure: failureOf(thrown) });
  }
}

setInterval(() => {
  const at = now();
  for (const session of sessions.all()) session.sweep(at);
}, SWEEP_MS);

process.on('message', (message) => void run(message as CommandMessage));
// Closed by the parent, or by the kernel when the parent was killed: either way nobody is left to work for.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when the media of running calls ends. So does a service manager's SIGTERM.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

if (process.connected) send({ kind: 'ready' });
else {
  process.stderr.write('The media process is started by the comm server, not by hand.\n');
  process.exit(2);
}
