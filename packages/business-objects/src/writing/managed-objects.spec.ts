import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, staff, startFrontOffice, system } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
const agent = { principal: staff('ana', 'agent') };
const vera = { principal: customer(100001) };
const move = {
  customer: '100001',
  newStreet: 'Rua Nova',
  newHouseNumber: '12',
  newPostalCode: '4700-001',
  newCity: 'Braga',
  moveDate: '2026-12-01',
};
beforeAll(async () => {
  office = await startFrontOffice();
});
afterAll(() => office.stop());

const objectEvents = async (key: string) =>
  (await office.events.read({ types: ['object.'] })).filter((event) => event.data['key'] === key);

describe("objects of Caruso's own", () => {
  it('get an id, defaults, a version, an audit entry and an event', async () => {
    const made = await office.objects.create(
      { class: 'Move', values: { ...move, meterReading: '1234.5', contactEmail: '' } },
      agent,
    );
    expect(made.ref.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(made).toMatchObject({
      title: 'Rua Nova 12, Braga',
      version: 1,
      values: { state: 'registered', contract: 'keep', meterReading: '1234.500', contactEmail: null },
    });
    const history = await office.objects.history(made.ref, agent);
    expect(history).toMatchObject([{ by: 'ana', byName: 'User ana', action: 'create' }]);
    expect(history[0]?.changes).toContainEqual({ attribute: 'newCity', old: null, new: 'Braga' });
    expect(await objectEvents(made.ref.key)).toMatchObject([
      { type: 'object.created', actor: 'ana', data: { class: 'Move' } },
    ]);
  });

  it('that are wrong are refused with a message for each wrong attribute', async () => {
    const wrong = office.objects.create(
      { class: 'Move', values: { customer: '1', moveDate: 'soon', newCity: ' ', contactEmail: 'x', contract: 'sell' } },
      agent,
    );
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid',
      details: {
        attributes: {
          customer: 'there is no Customer 1',
          moveDate: expect.any(String),
          newCity: 'must be given',
          newStreet: 'must be given',
          contactEmail: expect.any(String),
          contract: expect.stringContaining('keep, change, end'),
        },
      },
    });
    await expect(
      office.objects.create({ class: 'Move', values: { ...move, colour: 'red' } }, agent),
    ).rejects.toMatchObject({ code: 'invalid', details: { attributes: { colour: 'unknown attribute' } } });
    await expect(
      office.objects.create({ class: 'Move', values: { ...move, createdAt: '2026-01-01T00:00:00Z' } }, agent),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are made once for an idempotency key, with their tasks and events', async () => {
    const request = {
      class: 'Move',
      values: move,
      tasks: [{ key: 'mail-1', service: 'mail', operation: 'send', input: {}, principal: system }],
      events: [{ type: 'move.requested', data: { once: true } }],
    };
    const made = await Promise.all(
      [1, 2, 3].map(() => office.objects.create(request, { ...agent, idempotencyKey: 'request-1' })),
    );
    expect(new Set(made.map(({ ref }) => ref.key)).size).toBe(1);
    const key = made[0]?.ref.key ?? '';
    expect(await objectEvents(key)).toHaveLength(1);
    expect(await office.events.read({ types: ['move.requested'] })).toHaveLength(1);
    expect(await office.tasks.list({ keys: ['mail-1'] })).toHaveLength(1);
    const other = await office.objects.create(
      { class: 'Move', values: move },
      { principal: staff('rui', 'agent'), idempotencyKey: 'request-1' },
    );
    expect(other.ref.key).not.toBe(key);
  });

  it('are changed by one who has seen the last version only', async () => {
    const made = await office.objects.create({ class: 'Move', values: move }, agent);
    const confirmed = await office.objects.update({ ...made.ref, values: { state: 'confirmed' }, version: 1 }, agent);
    expect(confirmed).toMatchObject({ version: 2, values: { state: 'confirmed' } });
    await expect(
      office.objects.update({ ...made.ref, values: { state: 'done' }, version: 1 }, agent),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      office.objects.update({ ...made.ref, values: { state: 'done' }, expected: { state: 'registered' } }, agent),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await office.objects.history(made.ref, agent))[0]).toMatchObject({
      action: 'update',
      changes: [{ attribute: 'state', old: 'registered', new: 'confirmed' }],
    });
  });

  it('lose no change when several write at once without naming a version', async () => {
    const made = await office.objects.create({ class: 'Move', values: move }, agent);
    await Promise.all([
      office.objects.update({ ...made.ref, values: { newCity: 'Porto' } }, agent),
      office.objects.update({ ...made.ref, values: { newStreet: 'Rua Velha' } }, agent),
      office.objects.update({ ...made.ref, values: { newHouseNumber: '99' } }, agent),
    ]);
    expect(await office.objects.get(made.ref, agent)).toMatchObject({
      version: 4,
      values: { newCity: 'Porto', newStreet: 'Rua Velha', newHouseNumber: '99' },
    });
  });

  it('are updated once for an idempotency key', async () => {
    const made = await office.objects.create({ class: 'Move', values: move }, agent);
    const again = () =>
      office.objects.update(
        { ...made.ref, values: { state: 'confirmed' }, version: 1 },
        { ...agent, idempotencyKey: 'confirm-1' },
      );
    await again();
    expect(await again()).toMatchObject({ version: 2 });
  });

  it('keep their key', async () => {
    const made = await office.objects.create({ class: 'Move', values: move }, agent);
    await expect(office.objects.update({ ...made.ref, values: { id: 'other' } }, agent)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it("are the customer's own: she makes hers, sees hers, and neither moves on their state nor makes another's", async () => {
    const made = await office.objects.create({ class: 'Move', values: move }, vera);
    expect(
      (await office.objects.related({ class: 'Customer', key: '100001', relation: 'moves' }, vera)).map(
        ({ ref }) => ref.key,
      ),
    ).toContain(made.ref.key);
    expect(await office.objects.related({ ...made.ref, relation: 'person' }, vera)).toMatchObject([
      { title: 'Vera Oliveira' },
    ]);
    await expect(
      office.objects.create({ class: 'Move', values: { ...move, state: 'done' } }, vera),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      office.objects.create({ class: 'Move', values: { ...move, customer: '100002' } }, vera),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(office.objects.update({ ...made.ref, values: { newCity: 'Porto' } }, vera)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(office.objects.get(made.ref, { principal: customer(100002) })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are removed by those who may, and leave their history', async () => {
    const administrator = { principal: staff('eva', 'administrator') };
    const { ref } = await office.objects.create(
      { class: 'Disposition', values: { code: 'moved', english: 'Moved' } },
      administrator,
    );
    await expect(office.objects.remove(ref, agent)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await office.objects.remove({ ...ref, version: 1 }, administrator)).toEqual({ removed: true });
    await expect(office.objects.get(ref, agent)).rejects.toMatchObject({ code: 'not-found' });
    expect((await office.objects.history(ref, administrator)).map(({ action }) => action)).toEqual([
      'delete',
      'create',
    ]);
  });

  it('with a key of their own choice exist once', async () => {
    const administrator = { principal: staff('eva', 'administrator') };
    const create = (english: string, idempotencyKey?: string) =>
      office.objects.create(
        { class: 'Disposition', values: { code: 'reading', english } },
        { ...administrator, ...(idempotencyKey ? { idempotencyKey } : {}) },
      );
    await create('Meter reading', 'seed');
    expect(await create('Meter reading', 'seed')).toMatchObject({ values: { english: 'Meter reading' } });
    await expect(create('Something else', 'seed')).rejects.toMatchObject({ code: 'conflict' });
    await expect(create('Meter reading')).rejects.toMatchObject({ code: 'conflict' });
  });

  it('tell their followers of each change, as far as those may read it', async () => {
    const stop = new AbortController();
    const follow = async (principal: typeof agent.principal): Promise<string[]> => {
      const seen: string[] = [];
      for await (const { ref, action } of office.objects.changed(
        { classes: ['Move'] },
        { principal, signal: stop.signal },
      ))
        seen.push(`${action} ${ref.key}`);
      return seen;
    };
    const ended = (following: Promise<string[]>) => following.catch(() => []);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { ref } of office.objects.changed(
        { classes: ['Move'] },
        { principal: customer(100002), signal: stop.signal },
      ))
        seen.push(ref.key);
    })().catch(() => undefined);
    const agentReading = ended(follow(agent.principal));
    await new Promise((resolve) => setImmediate(resolve));
    await office.objects.create({ class: 'Move', values: move }, agent);
    const hers = await office.objects.create({ class: 'Move', values: { ...move, customer: '100002' } }, agent);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all([reading, agentReading]);
    expect(seen).toEqual([hers.ref.key]);
  });

  it('keep secrets from all but the product itself, in their history too', async () => {
    const made = await office.objects.create(
      { class: 'User', values: { id: 'ana', name: 'Ana', roles: ['agent'], passwordHash: '$argon2id$x' } },
      { principal: system },
    );
    expect(made.values).toMatchObject({ passwordHash: '$argon2id$x', active: true });
    const supervisor = { principal: staff('sara', 'supervisor') };
    expect((await office.objects.get(made.ref, supervisor)).values).not.toHaveProperty('passwordHash');
    await expect(
      office.objects.query(
        { class: 'User', where: [{ attribute: 'passwordHash', op: 'starts-with', value: '$' }] },
        supervisor,
      ),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect(JSON.stringify(await office.objects.history(made.ref, { principal: system }))).not.toContain('argon2id');
    const pretender = { principal: staff('eva', 'administrator', 'system') };
    expect((await office.objects.get(made.ref, pretender)).values).not.toHaveProperty('passwordHash');
    expect((await office.objects.query({ class: 'User' }, agent)).objects.map(({ ref }) => ref.key)).toEqual(['ana']);
  });
});
