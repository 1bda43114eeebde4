import { createServiceManager } from '@caruso/core-service-manager';
import type { Logger } from '@caruso/core-service-manager/contract';
import expressions from '@caruso/expressions/component';
import { Expressions } from '@caruso/expressions/contract';
import type { ExpressionLanguage } from '../src/expressions/compile-source.js';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** The product's expression language, without anything else. */
export async function expressionLanguage(): Promise<ExpressionLanguage> {
  const manager = createServiceManager({ appDir: '/', dataDir: '/', log: silent });
  await manager.add([{ component: expressions }]);
  const { compile, compileTemplate } = manager.use(Expressions);
  return { compile, compileTemplate, now: () => 0 };
}
