import type { Logger } from '@caruso/core-service-manager/contract';
import { trace } from '@opentelemetry/api';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';

/**
 * Structured logs in `DATA/log/NAME.log` (default: caruso), each line with the id of the trace it belongs to; warnings and errors also on standard error, in words.
 * Fields that may hold secrets are cut out whatever their depth up to two.
 */
export function createLogger(
  dataDir: string,
  options: { readonly quiet?: boolean; readonly name?: string } = {},
): Logger {
  const folder = path.join(dataDir, 'log');
  mkdirSync(folder, { recursive: true });
  const file = pino.destination({
    dest: path.join(folder, `${options.name ?? 'caruso'}.log`),
    sync: false,
    mkdir: true,
  });
  const streams: pino.StreamEntry[] = [{ level: 'info', stream: file }];
  if (options.quiet !== true)
    streams.push({ level: 'warn', stream: { write: (line: string) => void process.stderr.write(inWords(line)) } });
  const secrets = ['password', 'passwordHash', 'phonePassword', 'phoneHa1', 'token', 'cookie', 'authorization'];
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const logger = pino(
    {
      level: 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths, censor: '[hidden]' },
      mixin: traceMark,
    },
    pino.multistream(streams),
  );
  return logger as unknown as Logger;
}

/** Joins the lines of one request, call or task, also across processes. */
function traceMark(): object {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return traceId === undefined ? {} : { trace_id: traceId };
}

function inWords(line: string): string {
  const { level, component, msg, reason, mistake, err } = JSON.parse(line) as {
    level: number;
    component?: string;
    msg?: string;
    reason?: string;
    mistake?: string;
    err?: { message?: string };
  };
  const kind = level >= 50 ? 'error' : 'warning';
  const detail = reason ?? mistake ?? err?.message;
  const isSaid = detail === undefined || msg?.includes(detail) === true;
  return `${kind}: ${component === undefined ? '' : `${component}: `}${msg ?? ''}${isSaid ? '' : ` (${detail})`}\n`;
}
