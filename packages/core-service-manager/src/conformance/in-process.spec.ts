import { memoryLog } from '../manager/fixtures/greeting.js';
import { createServiceManager } from '../manager/create-service-manager.js';
import { transportConformance } from './transport-conformance.js';

transportConformance({
  name: 'in process',
  async open() {
    const manager = createServiceManager({ appDir: '/app', dataDir: '/data', log: memoryLog() });
    return { caller: manager, provider: manager, close: () => manager.stop() };
  },
});
