import { injectable } from 'inversify';
import type { Container } from 'inversify';
import { describe, expectTypeOf, it } from 'vitest';
import { ServiceDirectory } from '../contract/index.js';
import type { ServiceOf } from '../contract/index.js';
import { Greeting } from '../manager/fixtures/greeting.js';
import { inject } from './inject.js';
import { serviceIdentifier } from './service-identifier.js';

declare const container: Container;

describe('the compiler', () => {
  it('knows which service a contract gives', () => {
    expectTypeOf(container.get(serviceIdentifier(Greeting))).toEqualTypeOf<ServiceOf<typeof Greeting>>();
  });
});

@injectable()
export class Right {
  constructor(
    readonly name: string,
    @inject(Greeting) readonly greeting: ServiceOf<typeof Greeting>,
    @inject(ServiceDirectory) readonly directory?: ServiceOf<typeof ServiceDirectory>,
  ) {}
}

@injectable()
export class Wrong {
  constructor(
    // @ts-expect-error the directory is no greeting
    @inject(ServiceDirectory) readonly greeting: ServiceOf<typeof Greeting>,
  ) {}
}
