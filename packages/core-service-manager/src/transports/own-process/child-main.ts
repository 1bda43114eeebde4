import type { Logger } from '../../contract/index.js';
import type { Link } from '../link/link.js';
import { createChildFunctions } from './loaded-child.js';
import { LOG_LINE } from './child-protocol.js';
import type { LogLine } from './child-protocol.js';
import { createParentLink } from './parent-transport.js';

/** A parent that has gone lets its child stop properly, for so long. */
const ORPHAN_LIMIT_MS = 5_000;

// The program of a child process: loads one component and runs it for its parent. Not for people.
const send = (text: string): void => {
  if (process.connected) process.send?.(text, undefined, undefined, () => undefined);
};
const link: Link = { peer: 'parent', ask: send, tell: send };
const functions = createChildFunctions(() => parent.transport, logOverLink({}));
const parent = createParentLink(link, functions);

process.on('message', (text) => {
  if (typeof text === 'string') parent.receive(text);
});
process.once('disconnect', () => {
  setTimeout(() => process.exit(1), ORPHAN_LIMIT_MS).unref();
  const exit = (): never => process.exit(0);
  functions['stop']?.(undefined).then(exit, exit);
});
// The parent ends it; a Ctrl-C in the terminal goes to all and must not end it before its calls have ended.
process.on('SIGINT', () => undefined);

function logOverLink(context: object): Logger {
  const at =
    (level: LogLine['level']) =>
    (fields: object, message?: string): void => {
      send(LOG_LINE + JSON.stringify({ level, fields: { ...context, ...fields }, message }, errorAsText));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (more) => logOverLink({ ...context, ...more }),
  };
}

function errorAsText(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Error ? { type: value.name, message: value.message, stack: value.stack } : value;
}
