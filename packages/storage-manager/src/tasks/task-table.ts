import type { Principal } from '@caruso/core-service-manager/contract';
import type { z } from 'zod';
import { taskSchema, valueSchema } from '../contract/index.js';
import type { Row, Task, newTaskSchema } from '../contract/index.js';
import { defineTable } from '../definitions/defined-table.js';

export const taskTable = defineTable({
  name: 'caruso_task',
  columns: [
    { name: 'id', type: 'text' },
    { name: 'key', type: 'text' },
    { name: 'service', type: 'text' },
    { name: 'operation', type: 'text' },
    { name: 'input', type: 'json', nullable: true },
    { name: 'principal', type: 'json' },
    { name: 'due_at', type: 'timestamp' },
    { name: 'max_attempts', type: 'integer' },
    { name: 'attempts', type: 'integer' },
    { name: 'state', type: 'text' },
    { name: 'last_error', type: 'text', nullable: true },
    { name: 'result', type: 'json', nullable: true },
    { name: 'lease_owner', type: 'text', nullable: true },
    { name: 'lease_until', type: 'timestamp', nullable: true },
    { name: 'settled_at', type: 'timestamp', nullable: true },
  ],
  primaryKey: ['id'],
});

export type ParsedTask = z.output<typeof newTaskSchema>;

/** A task as the worker holds it. */
export type StoredTask = Task & { readonly principal: Principal };

export function rowOfTask(task: ParsedTask, id: string, now: string): Row {
  return {
    id,
    key: task.key,
    service: task.service,
    operation: task.operation,
    input: task.input,
    // Without the keys whose value is undefined, which JSON has not.
    principal: valueSchema.parse(JSON.parse(JSON.stringify(task.principal))),
    due_at: task.dueAt ?? now,
    max_attempts: task.maxAttempts,
    attempts: 0,
    state: 'waiting',
  };
}

export function taskOfRow(row: Row): StoredTask {
  return taskSchema.parse({
    id: row['id'],
    key: row['key'],
    service: row['service'],
    operation: row['operation'],
    input: row['input'],
    principal: row['principal'],
    dueAt: row['due_at'],
    maxAttempts: row['max_attempts'],
    attempts: row['attempts'],
    state: row['state'],
    ...(row['last_error'] === null ? {} : { lastError: row['last_error'] }),
    ...(row['state'] === 'done' ? { result: row['result'] } : {}),
  });
}
