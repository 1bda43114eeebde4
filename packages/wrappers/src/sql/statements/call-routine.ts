import type { Database, Parameter, Statement } from '../databases/database.js';
import type { Argument } from '../settings.js';

type Engine = Database['engine'];
type Values = Readonly<Record<string, Parameter>>;

const nameOf = (argument: Argument): string =>
  typeof argument === 'string' ? argument : 'out' in argument ? argument.out : argument.inout;
const isIn = (argument: Argument): boolean => typeof argument === 'string' || 'inout' in argument;

/** Names of the inputs, and of what comes back. */
export const inputsOf = (args: readonly Argument[]): string[] => args.filter(isIn).map(nameOf);
export const outputsOf = (args: readonly Argument[]): string[] =>
  args.filter((argument) => typeof argument !== 'string').map(nameOf);

export function quoteName(name: string, engine: Engine): string {
  const quote = engine === 'postgres' ? '"' : '`';
  return name
    .split('.')
    .map((part) => `${quote}${part.replaceAll(quote, quote + quote)}${quote}`)
    .join('.');
}

/** A call of a stored procedure; the last statement's result is what comes back. */
export function callProcedure(name: string, args: readonly Argument[], engine: Engine, values: Values): Statement[] {
  const outputs = outputsOf(args);
  const parameters: Parameter[] = [];
  if (engine === 'postgres') {
    // Output arguments are named by NULL and come back as the row of the CALL (PostgreSQL, CALL).
    const list = args.map((argument) =>
      isIn(argument) ? `$${parameters.push(values[nameOf(argument)] ?? null)}` : 'NULL',
    );
    return [{ sql: `CALL ${quoteName(name, engine)}(${list.join(', ')})`, parameters }];
  }
  const list = args.map((argument) => {
    if (typeof argument !== 'string') return variable(nameOf(argument));
    parameters.push(values[argument] ?? null);
    return '?';
  });
  const given = args.filter((argument) => typeof argument !== 'string');
  const call = { sql: `CALL ${quoteName(name, engine)}(${list.join(', ')})`, parameters };
  if (given.length === 0) return [call];
  const before = given.map((argument) => ({
    sql: `SET ${variable(nameOf(argument))} = ?`,
    parameters: [isIn(argument) ? (values[nameOf(argument)] ?? null) : null],
  }));
  const after = {
    sql: `SELECT ${outputs.map((name_) => `${variable(name_)} AS \`${name_}\``).join(', ')}`,
    parameters: [],
  };
  return [...before, call, after];
}

/** A call of a stored function: one that gives rows, or one value named `result`. */
export function callFunction(name: string, args: readonly Argument[], engine: Engine, values: Values): Statement {
  const parameters = inputsOf(args).map((input) => values[input] ?? null);
  if (engine === 'mariadb')
    return { sql: `SELECT ${quoteName(name, engine)}(${parameters.map(() => '?').join(', ')}) AS result`, parameters };
  const list = parameters.map((_value, index) => `$${index + 1}`).join(', ');
  return { sql: `SELECT * FROM ${quoteName(name, engine)}(${list})`, parameters };
}

function variable(name: string): string {
  return `@caruso_${name}`;
}
