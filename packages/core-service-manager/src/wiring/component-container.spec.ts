import { injectable } from 'inversify';
import { describe, expect, it } from 'vitest';
import { need, optionalNeed } from '../contract/index.js';
import type { ComponentContext, Contract, ServiceOf } from '../contract/index.js';
import {
  component,
  emptyContract,
  greeter,
  Greeting,
  greetingComponent,
  virtualManager,
} from '../manager/fixtures/greeting.js';
import { componentContainer, STARTED_WITH } from './component-container.js';
import { inject } from './inject.js';

@injectable()
class Reception {
  constructor(
    @inject(Greeting) private readonly greeting: ServiceOf<typeof Greeting>,
    @inject(STARTED_WITH) readonly context: ComponentContext,
  ) {}

  async welcome(name: string): Promise<string> {
    return (await this.greeting.greet({ name })).text;
  }
}

@injectable()
class House {
  constructor(@inject(Reception) readonly reception: Reception) {}
}

async function contextOf(): Promise<ComponentContext & { readonly greet: (text: string) => Promise<void> }> {
  const { manager } = virtualManager();
  const { promise, resolve } = Promise.withResolvers<ComponentContext>();
  const consumer = component('house', {
    needs: [optionalNeed(Greeting)],
    start: async (context) => {
      resolve(context);
      return { provisions: [], stop: async () => undefined };
    },
  });
  await manager.add([consumer]);
  const context = await promise;
  return {
    ...context,
    async greet(text) {
      await manager.add([greetingComponent(text, { greet: async ({ name }) => ({ text: `${text} ${name}` }) })]);
    },
  };
}

describe('the container of a component', () => {
  it('gives a class the handles it asks for', async () => {
    const context = await contextOf();
    await context.greet('Hi');
    const container = componentContainer(context, [Greeting]);
    container.bind(Reception).toSelf();
    container.bind(House).toSelf();
    await expect(container.get(House).reception.welcome('Ana')).resolves.toBe('Hi Ana');
    expect(container.get(House).reception).toBe(container.get(Reception));
    expect(container.get(Reception).context).toBe(context);
  });

  it('gives handles that outlive the absence of a provider', async () => {
    const context = await contextOf();
    const container = componentContainer(context, [Greeting]);
    container.bind(Reception).toSelf();
    const reception = container.get(Reception);
    await expect(reception.welcome('Ana')).rejects.toMatchObject({ code: 'no-provider' });
    await context.greet('Hello');
    await expect(reception.welcome('Ana')).resolves.toBe('Hello Ana');
  });

  it('asks for the range of a need', () => {
    const asked: (string | undefined)[] = [];
    const use = (<C extends Contract>(contract: C, range?: string) => {
      asked.push(`${contract.id} ${range}`);
      return greeter as unknown as ServiceOf<C>;
    }) satisfies ComponentContext['use'];
    componentContainer({ use } as unknown as ComponentContext, [need(Greeting, '>=1.2'), emptyContract('other')]);
    expect(asked).toEqual(['greeting >=1.2', 'other ^1.0.0']);
  });

  it('names the service that was not asked for', async () => {
    const container = componentContainer(await contextOf(), []);
    container.bind(Reception).toSelf();
    expect(() => container.get(Reception)).toThrow('caruso service greeting@1.2.0');
  });
});
