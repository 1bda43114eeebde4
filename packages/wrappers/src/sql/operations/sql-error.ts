import { isCarusoError } from '@caruso/core-service-manager/contract';
import type { CarusoError } from '@caruso/core-service-manager/contract';
import { systemNotThere, systemRefuses, wrongRequest } from '@caruso/core-service-manager/wrapper-kit';

interface DriverError {
  readonly message: string;
  /** SQLSTATE (ISO/IEC 9075-2; PostgreSQL appendix A, MariaDB error codes). */
  readonly state: string | undefined;
  /** MariaDB's own number. */
  readonly number: number | undefined;
}

function driverError(thrown: unknown): DriverError {
  const { code, sqlState, errno } = thrown as { code?: unknown; sqlState?: unknown; errno?: unknown };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const state = typeof sqlState === 'string' && sqlState !== '' ? sqlState : code;
  return {
    message,
    state: typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state) ? state : undefined,
    // libuv's numbers are negative.
    number: typeof errno === 'number' && errno > 0 ? errno : undefined,
  };
}

/** Rolled back in favour of another transaction: running it again may do. 1205: MariaDB's lock wait time-out. */
export function isRolledBack(thrown: unknown): boolean {
  const { state, number } = driverError(thrown);
  return state === '40001' || state === '40P01' || number === 1205;
}

const timedOut = /^(57014|70100|55P03)$/;
const clientMessages =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|query read timeout|client was closed|not queryable|pool is closed|closed state|connection lost|after calling end/i;

/** A driver's error in the three kinds; undefined for one that the wrapper kit knows (sockets) or nobody does. */
export function sqlError(system: string, operation: string, thrown: unknown): CarusoError | undefined {
  if (isCarusoError(thrown)) return thrown;
  const { message, state, number } = driverError(thrown);
  if (state === undefined) {
    const text = clientMessages.test(message) || (thrown as { fatal?: unknown }).fatal === true;
    return text ? systemNotThere(system, `${system} is not there: ${message}`, { message }, thrown) : undefined;
  }
  const legacy = { message, code: state };
  const notThere = (): CarusoError => systemNotThere(system, `${system} cannot answer now: ${message}`, legacy, thrown);
  const refuses = (why: string): CarusoError => systemRefuses(system, `${system} ${why}: ${message}`, legacy);
  const wrong = (code: 'invalid' | 'not-found' | 'conflict'): CarusoError =>
    wrongRequest(system, `${system} does not take this: ${message}`, legacy, code);

  // Too many connections are 08004 in MariaDB and 53300 in PostgreSQL; 57P01-3: it is being shut down or started.
  if (/^(08|53|57P0|58)/.test(state) || timedOut.test(state) || number === 1053) return notThere();
  if (isRolledBack(thrown)) return wrong('conflict');
  // 1062, 1169, 1586: a value that must be unique is there already; 1020: changed since it was read.
  if (state === '23505' || number === 1062 || number === 1169 || number === 1586 || number === 1020)
    return wrong('conflict');
  if (state.startsWith('22') || state.startsWith('23') || isWrongValue(number)) return wrong('invalid');
  if (state === 'P0002' || state === '02000') return wrong('not-found');
  // Raised by the procedure itself: a rule of the system.
  if (state === 'P0001' || state.startsWith('45')) return systemRefuses(system, message, legacy);
  if (state === '25006')
    return refuses(`refuses a change in ${operation}; if it is meant to change something, write "access: write"`);
  if (state === '3D000') return refuses('has no such database; correct url');
  if (state.startsWith('28')) return refuses('refuses the account; check user and password');
  if (state === '42501' || isDenied(number)) return refuses(`does not allow its account to run ${operation}`);
  if (state.startsWith('42') || number === 1305)
    return refuses(`cannot run ${operation}: what is written for it in the settings is wrong`);
  return refuses(`failed in ${operation}`);
}

/** 1264, 1366, 1406, 1292: out of range, of a wrong type, too long, no such date; they come as 22 or HY000. */
function isWrongValue(number: number | undefined): boolean {
  return number !== undefined && [1048, 1264, 1292, 1366, 1406, 1411, 1452, 1451, 3819, 4025].includes(number);
}

/** 1044, 1142, 1143, 1227, 1370: the account lacks a privilege; MariaDB says 42000. */
function isDenied(number: number | undefined): boolean {
  return number !== undefined && [1044, 1142, 1143, 1227, 1370].includes(number);
}
