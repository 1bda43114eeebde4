import { describe } from 'vitest';
import { transportConformance } from '../../conformance/transport-conformance.js';
import { conformanceSpec, isBuilt, parentProcess } from './fixtures/parent-process.js';

describe.skipIf(!isBuilt)('in a child process', () => {
  transportConformance({
    name: 'own process',
    async open() {
      const { manager, describe } = await parentProcess();
      return {
        caller: manager,
        provider: manager,
        async place() {
          await manager.add([{ component: await describe(conformanceSpec, 'caruso-conformance') }]);
        },
        close: () => manager.stop(),
      };
    },
  });
});
