// Starts an office as its own process, half answers a dialog, says so, and waits to be killed.
// Arguments: folder of the data, JSON of the components' settings.
import businessObjects from '@caruso/business-objects/component';
import { createServiceManager } from '@caruso/core-service-manager';
import expressions from '@caruso/expressions/component';
import scriptEngine from '@caruso/script-engine/component';
import { ScriptEngine } from '@caruso/script-engine/contract';
import storage from '@caruso/storage-manager/component';

const [dataDir, appDir, settingsText] = process.argv.slice(2);
const settings = JSON.parse(settingsText);
const silent = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const manager = createServiceManager({ appDir, dataDir, log: silent });
await manager.add([
  { component: storage, settings: settings.storage },
  { component: expressions },
  { component: businessObjects, settings: settings.objects },
  { component: scriptEngine, settings: settings.scripts },
]);
const scripts = manager.use(ScriptEngine);
const caller = { principal: settings.principal };
let view = await scripts.start(settings.start, caller);
for (const value of settings.answers)
  view = await scripts.answer({ dialog: view.id, revision: view.revision, node: view.step.node, value }, caller);
process.stdout.write(`${JSON.stringify(view)}\n`);
setInterval(() => {}, 1000);
