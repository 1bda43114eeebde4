import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
// Another package's engine, in a test: `caruso services describe --typescript` is made of the two.
import { contractSource } from '../../../../core-service-manager/src/description/contract-source.js';
import { describeContract } from '../../../../core-service-manager/src/description/describe-contract.js';
import { complaints } from '../fixtures/complaints.js';
import { failure } from '../fixtures/run-component.js';
import { callOperation } from '../operations/call-operation.js';
import { restService } from '../rest-service.js';
import { restSettingsSchema } from '../settings.js';
import { openApiDocument } from './openapi-document.js';

const repository = fileURLToPath(new URL('../../../../../', import.meta.url));
const shared = process.env['CARUSO_SHARED_DATA'] ?? path.join(repository, '../shared/data');
const file = path.join(shared, 'api/twilio_taskrouter_v1.json');

const workspace = `WS${'0'.repeat(32)}`;

const taskRouter = (more: object = {}) =>
  restService(
    'task-router',
    restSettingsSchema.parse({
      contract: { id: 'task-router', summary: 'Tasks and workers' },
      openapi: file,
      paging: { kind: 'next-url', next: 'meta.next_page_url' },
      ...more,
    }),
    shared,
  );

describe.skipIf(!existsSync(file))('the contract of a real OpenAPI document (Twilio TaskRouter) [shared data]', () => {
  it('has every operation, and a stream for every list', async () => {
    const { operations, streams, contract, documentUrl } = await taskRouter();
    expect(operations.size).toBe(61);
    expect(streams).toHaveLength(12);
    expect(Object.keys(contract.members)).toHaveLength(73);
    expect(documentUrl).toBe('https://taskrouter.twilio.com');
    expect([...operations.values()].filter(({ idempotent }) => idempotent)).toHaveLength(43);
  });

  it('names what it does not check', async () => {
    const { notes } = await taskRouter();
    expect(notes).toHaveLength(5);
    expect(notes).toContain('not checked: body.WaitMethod: format http-method (updateTaskReservation and 1 more)');
  });

  it('offers the operations that are chosen', async () => {
    const { contract } = await taskRouter({ only: ['ListTask', 'createTask'] });
    expect(Object.keys(contract.members)).toEqual(['listTask', 'createTask', 'listTaskAll']);
    expect(await failure(taskRouter({ only: ['ListTasks'] }))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('ListTasks'),
    });
  });

  it.each([
    [{ WorkspaceSid: 'WS1' }, 'WorkspaceSid'],
    [{}, 'WorkspaceSid'],
    [{ WorkspaceSid: workspace, Priority: 'high' }, 'Priority'],
    [{ WorkspaceSid: workspace, PageSize: 1001 }, 'PageSize'],
    [{ WorkspaceSid: workspace, AssignmentStatus: [1] }, 'AssignmentStatus.0'],
    [{ WorkspaceSid: workspace, Urgent: true }, 'Urgent'],
  ])('refuses the input %o and names %s', async (input, field) => {
    const { operations } = await taskRouter();
    const operation = operations.get('listTask');
    if (operation === undefined) throw new Error('no listTask');
    const system = {
      name: 'task-router',
      address: () => new URL('http://replayed.invalid'),
      send: () => Promise.reject(new Error('asked')),
    };
    expect(await failure(callOperation(system, operation, input, {}))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(field),
    });
  });

  it('writes requests as the document says', async () => {
    const { operations } = await taskRouter();
    expect(
      operations
        .get('listTask')
        ?.request({ WorkspaceSid: workspace, AssignmentStatus: ['pending', 'reserved'], HasAddons: true }),
    ).toEqual({
      method: 'GET',
      path: `/v1/Workspaces/${workspace}/Tasks`,
      query: [
        ['AssignmentStatus', 'pending'],
        ['AssignmentStatus', 'reserved'],
        ['HasAddons', 'true'],
      ],
      headers: {},
    });
    expect(
      operations
        .get('createTask')
        ?.request({ WorkspaceSid: workspace, body: { Attributes: '{"a":"b & c"}', Priority: 2 } }),
    ).toEqual({
      method: 'POST',
      path: `/v1/Workspaces/${workspace}/Tasks`,
      query: [],
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Attributes=%7B%22a%22%3A%22b+%26+c%22%7D&Priority=2',
    });
  });

  it('takes the document’s own examples as answers', async () => {
    const { operations } = await taskRouter();
    const { root } = await openApiDocument(file, path.dirname(file));
    const wrong = examples(root).filter(({ id, value }) => {
      const name = id.charAt(0).toLowerCase() + id.slice(1);
      return operations.get(name)?.output.safeParse(value).success === false;
    });
    expect(examples(root).length).toBeGreaterThan(60);
    expect(wrong.map(({ id, example }) => `${id} ${example}`)).toEqual([]);
  });

  it('is TypeScript that compiles and refuses wrong calls', async () => {
    const { contract } = await taskRouter();
    expect(await complaints(contractSource(describeContract(contract)), consumer)).toEqual([
      'consumer.ts 8 TS2322',
      'consumer.ts 9 TS2353',
      'consumer.ts 10 TS2741',
      'consumer.ts 11 TS2322',
    ]);
  });
});

const consumer = `import type { TaskRouterService } from './contract.js';
export async function use(service: TaskRouterService, WorkspaceSid: string): Promise<string | undefined> {
  const page = await service.listTask({ WorkspaceSid, AssignmentStatus: ['pending'], PageSize: 10 });
  const status: 'pending' | 'reserved' | 'assigned' | 'canceled' | 'completed' | 'wrapping' | undefined = page.tasks?.[0]?.assignment_status;
  for await (const task of service.listTaskAll({ WorkspaceSid })) if (task.priority === 1) return task.reason ?? undefined;
  await service.createTask({ WorkspaceSid, body: { Attributes: '{}', Priority: 2 } });
  await service.deleteTask({ WorkspaceSid, Sid: 'WT' });
  await service.listTask({ WorkspaceSid, Priority: 'high' });
  await service.listTask({ WorkspaceSid, Urgent: true });
  await service.deleteTask({ WorkspaceSid });
  const age: string = (await service.fetchTask({ WorkspaceSid, Sid: 'WT' })).age;
  return status ?? age;
}
`;

interface Example {
  readonly id: string;
  readonly example: string;
  readonly value: unknown;
}

/** The examples of good JSON answers. */
function examples(root: unknown): readonly Example[] {
  const found: Example[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { operationId, responses } = value as {
      operationId?: unknown;
      responses?: Record<string, { content?: Record<string, { examples?: Record<string, { value: unknown }> }> }>;
    };
    if (typeof operationId === 'string') {
      for (const [status, response] of Object.entries(responses ?? {})) {
        const given = status.startsWith('2') ? response.content?.['application/json']?.examples : undefined;
        for (const [example, one] of Object.entries(given ?? {}))
          found.push({ id: operationId, example, value: one.value });
      }
      return;
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit((root as { paths: unknown }).paths);
  return found;
}
