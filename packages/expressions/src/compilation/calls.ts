import type { Call } from '../syntax/expression.js';
import { describeSignature } from '../functions/built-in.js';
import type { BuiltIn, Parameter } from '../functions/built-in.js';
import { builtIns } from '../functions/built-ins.js';
import { conforms } from '../functions/conforms.js';
import { items } from './filters.js';
import { adviseNames } from '../types/near-names.js';
import { accepts, describeType, join, NULL } from '../types/value-types.js';
import type { Environment } from './environment.js';
import { broken, computed } from './typed.js';
import type { Typed } from './typed.js';

const constructors: ReadonlySet<string> = new Set(['date', 'time', 'date and time', 'duration']);

export function compileCall(node: Call, environment: Environment): Typed {
  const { name, span } = node.name;
  const given = node.arguments.map((argument) => environment.compile(argument, environment));
  const overloads = builtIns.get(name);
  if (overloads === undefined) {
    environment.report(span, `There is no function "${name}"`, adviseNames(name, [...builtIns.keys()]));
    return broken;
  }
  const fitting = overloads.filter((overload) => fits(overload, given));
  if (fitting.length === 0) {
    reportMisfit(node, overloads, given, environment);
    return broken;
  }
  const { time } = environment;
  const type = join(
    fitting.map(({ result }) => (typeof result === 'function' ? result(given.map((part) => part.type)) : result)),
  );
  const called = computed(type, fitting.some(({ timed }) => timed === true) ? [broken] : given, (scope, locals) => {
    const values = given.map(({ run }) => run(scope, locals) ?? null);
    for (const overload of fitting) {
      const prepared = prepare(overload, values);
      if (prepared !== undefined) return overload.run(prepared, time) ?? null;
    }
    return null;
  });
  if (constructors.has(name) && called.constant && given.every((part) => part.type.kind !== 'null')) {
    return checkLiteral(node, called, environment);
  }
  return called;
}

/** A date written into the expression must be one. */
function checkLiteral(node: Call, called: Typed, { report }: Environment): Typed {
  if (called.run({}, []) !== null) return called;
  const examples: Readonly<Record<string, string>> = {
    date: 'date("2026-01-31")',
    time: 'time("10:30:00")',
    'date and time': 'date and time("2026-01-31T10:30:00Z")',
    duration: 'duration("P1D"), duration("PT8H"), duration("P1Y2M")',
  };
  report(node.span, `This is no ${node.name.name}`, `Write it like ${examples[node.name.name] ?? ''}`);
  return broken;
}

function fits(overload: BuiltIn, given: readonly Typed[]): boolean {
  const { parameters, optional = 0 } = overload;
  if (overload.spread === true && !(given.length === 1 && given[0]?.type.kind === 'list')) {
    const of = parameters[0]?.type;
    return given.length > 0 && of?.kind === 'list' && given.every(({ type }) => accepts(of.of, type));
  }
  if (given.length > parameters.length || given.length < parameters.length - optional) return false;
  return given.every(({ type }, index) => {
    const wanted = parameters[index]?.type ?? NULL;
    // One value counts as a list of it.
    return accepts(wanted, type) || (wanted.kind === 'list' && accepts(wanted.of, type));
  });
}

/** The arguments as the function wants them; undefined if one is null or of a wrong type. */
function prepare({ parameters, spread }: BuiltIn, values: readonly unknown[]): readonly unknown[] | undefined {
  const given = spread === true && !(values.length === 1 && Array.isArray(values[0])) ? [values] : values;
  const prepared = given.map((value, index) => {
    const wanted = parameters[index]?.type;
    return wanted?.kind === 'list' && value !== null ? items(value) : value;
  });
  return prepared.every((value, index) => fitsParameter(value, parameters[index])) ? prepared : undefined;
}

function fitsParameter(value: unknown, parameter: Parameter | undefined): boolean {
  return (value === null && parameter?.nullable === true) || conforms(value, parameter?.type ?? NULL);
}

function reportMisfit(
  node: Call,
  overloads: readonly BuiltIn[],
  given: readonly Typed[],
  { report }: Environment,
): void {
  const advice = `Write ${overloads.map(describeSignature).join(' or ')}`;
  const [only] = overloads;
  const wrong =
    only === undefined || overloads.length > 1 ? -1 : given.findIndex((part, index) => !fitsAt(only, part, index));
  const argument = node.arguments[wrong];
  const typed = given[wrong];
  if (argument === undefined || typed === undefined || given.length > (only?.parameters.length ?? 0)) {
    const types = given.map(({ type }) => describeType(type)).join(', ');
    report(node.span, `"${node.name.name}" does not take (${types})`, advice);
    return;
  }
  const wanted = describeType(only?.parameters[wrong]?.type ?? NULL);
  report(argument.span, `"${node.name.name}" wants a ${wanted} here, this is a ${describeType(typed.type)}`, advice);
}

function fitsAt({ parameters, spread }: BuiltIn, { type }: Typed, index: number): boolean {
  const wanted = parameters[spread === true ? 0 : index]?.type ?? NULL;
  return accepts(wanted, type) || (wanted.kind === 'list' && accepts(wanted.of, type));
}
