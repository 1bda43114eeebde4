import type { ValueType } from '@caruso/expressions/contract';
import type { QuestionType } from '../contract/index.js';

export const text: ValueType = { kind: 'text' };
export const number: ValueType = { kind: 'number' };
export const boolean: ValueType = { kind: 'boolean' };
export const unknown: ValueType = { kind: 'unknown' };

const byQuestion: Readonly<Record<QuestionType, ValueType>> = {
  text,
  integer: number,
  decimal: number,
  date: { kind: 'date' },
  boolean,
  choice: text,
  email: text,
  phone: text,
};

/** The type of a question's answer; a choice from a list has that of its `value`. */
export function answerType(type: QuestionType): ValueType {
  return byQuestion[type];
}

/** What every script may ask about the dialog it runs in. */
export const dialogType: ValueType = {
  kind: 'object',
  name: 'dialog',
  fields: { id: text, channel: text, language: text, customer: text, contact: text, attempts: number },
};

/** Who leads the dialog. */
export const callerType: ValueType = {
  kind: 'object',
  name: 'caller',
  fields: { id: text, name: text, kind: text, roles: { kind: 'list', of: text }, customer: text },
};

/** An object as a script sees it: its attributes, and of its relations only those that are read with it. */
export function pinnedType(type: ValueType, relations: readonly string[]): ValueType {
  if (type.kind !== 'object') return type;
  const fields: Record<string, ValueType> = {};
  for (const [name, field] of Object.entries(type.fields)) {
    if (!isRelation(field)) fields[name] = field;
    else if (relations.includes(name))
      fields[name] = field.kind === 'list' ? { kind: 'list', of: pinnedType(field.of, []) } : pinnedType(field, []);
  }
  return { kind: 'object', name: type.name, fields };
}

/** A relation is an object or a list of objects. */
export function isRelation(type: ValueType): boolean {
  return type.kind === 'object' || (type.kind === 'list' && type.of.kind === 'object');
}
