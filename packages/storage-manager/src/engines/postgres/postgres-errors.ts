import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';

function field(thrown: unknown, name: string): string | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const value = (thrown as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** SQLSTATE, or the code of a failed socket, or undefined. */
export function postgresCode(thrown: unknown): string | undefined {
  return field(thrown, 'code');
}

const socketCodes =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|ENOENT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL)/;
const clientMessages =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|query read timeout|client was closed|not queryable|driver not connected|cannot use a pool after|connection error/i;

function original(error: unknown): unknown {
  return error instanceof CarusoError && error.cause !== undefined ? error.cause : error;
}

/** The connection is gone or cannot be made: nothing of the transaction happened, or it is not known. */
export function isConnectionLoss(error: unknown): boolean {
  const thrown = original(error);
  const code = postgresCode(thrown);
  // 08 connection exception, 57P01–03 shut down, 28 sign-in refused, 3D000 no such database
  if (code !== undefined && /^(08...|57P0[123]|28...|3D000)$/.test(code)) return true;
  if (code !== undefined && socketCodes.test(code)) return true;
  return thrown instanceof Error && clientMessages.test(thrown.message);
}

/** Worth running the transaction again: it was rolled back in favour of another one. */
export function isSerializationFailure(error: unknown): boolean {
  const code = postgresCode(original(error));
  return code === '40001' || code === '40P01';
}

/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html) in the words of the contract. */
export function postgresError(thrown: unknown, where: string): CarusoError {
  if (thrown instanceof CarusoError) return thrown;
  const code = postgresCode(thrown);
  const message = thrown instanceof Error ? thrown.message || (code ?? 'no answer') : String(thrown);
  const cause = { cause: thrown };
  if (isConnectionLoss(thrown)) {
    return new CarusoError(
      'unavailable',
      `${where} does not answer (${message}): check that the database runs, its address and the account`,
      { connection: 'lost' },
      cause,
    );
  }
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return asCarusoError(thrown);
  const details = { sqlState: code };
  if (code === '23505') {
    // "Key (id)=(5) already exists."
    const key = /^Key \((.*?)\)=\((.*)\) already exists/s.exec(field(thrown, 'detail') ?? '');
    const columns = key?.[1]?.split(', ').map((name) => name.replaceAll('"', '')) ?? [];
    return new CarusoError(
      'conflict',
      `There is already a row with ${key ? `${columns.join(', ')} = ${key[2]}` : 'this key'}`,
      { ...details, columns, values: key?.[2] ?? '' },
      cause,
    );
  }
  if (code === '23503')
    return new CarusoError(
      'conflict',
      'The row refers to a row that is not there, or is still referred to',
      details,
      cause,
    );
  if (code.startsWith('40'))
    return new CarusoError('conflict', 'Somebody else changed the same rows at the same time', details, cause);
  if (code.startsWith('23'))
    return new CarusoError('invalid', `The database refuses the row: ${message}`, details, cause);
  if (code.startsWith('22'))
    return new CarusoError('invalid', `The database refuses a value: ${message}`, details, cause);
  if (code === '25006')
    return new CarusoError('forbidden', `${where} is read-only (its setting \`access\`)`, details, cause);
  if (code === '42501')
    return new CarusoError('forbidden', `${where}: the account may not do this (${message})`, details, cause);
  if (/^(53|58|57|55)/.test(code))
    return new CarusoError('unavailable', `${where} cannot do this now (${message})`, details, cause);
  return new CarusoError('internal', `${where}: ${message}`, details, cause);
}
