import { describe, expect, it } from 'vitest';
import { memberName } from './member-name.js';

describe('the name of an operation in the contract', () => {
  it.each([
    ['ListTask', 'listTask'],
    ['list_task-queues', 'listTaskQueues'],
    ['getById', 'getById'],
    ['SID', 'sid'],
    ['GETTask', 'getTask'],
    ['get /v1/tasks/{id}', 'getV1TasksId'],
    ['2faCheck', 'operation2faCheck'],
    ['then', 'thenOperation'],
  ])('%s becomes %s', (id, name) => {
    expect(memberName(id)).toBe(name);
  });
});
