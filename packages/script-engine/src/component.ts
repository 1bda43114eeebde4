import 'reflect-metadata';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { defineComponent, need, optionalNeed, provide, ServiceDirectory } from '@caruso/core-service-manager/contract';
import type { ComponentContext, Health } from '@caruso/core-service-manager/contract';
import { Expressions } from '@caruso/expressions/contract';
import { DurableTasks, Storage } from '@caruso/storage-manager/contract';
import { Container } from 'inversify';
import type { ServiceIdentifier } from 'inversify';
import type { z } from 'zod';
import { ScriptEngine, scriptEngineSettingsSchema } from './contract/index.js';
import type { DialogDesk } from './dialogs/dialog-desk.js';
import { createDialogStore } from './dialogs/dialog-store.js';
import { createEngineService } from './dialogs/engine-service.js';
import { followActions } from './dialogs/follow-actions.js';
import { createPinnedData } from './dialogs/pinned-data.js';
import { createViewers } from './dialogs/viewers.js';
import { createGateMemory } from './gate/gate-memory.js';
import type { GateMemory } from './gate/gate-memory.js';
import { createScriptLibrary } from './scripts/script-library.js';

const deskToken = Symbol('desk') as ServiceIdentifier<DialogDesk>;

function assemble(
  { use, clock, newId }: ComponentContext<z.output<typeof scriptEngineSettingsSchema>>,
  memory: () => GateMemory,
): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const expressions = use(Expressions);
  const objects = use(BusinessObjects);
  container.bind(deskToken).toResolvedValue(() => ({
    store: createDialogStore(use(Storage)),
    library: createScriptLibrary(async () => {
      const types = await objects.valueTypes({});
      return {
        compile: (source, options) => expressions.compile(source, options),
        compileTemplate: (source, options) => expressions.compileTemplate(source, options),
        valueType: (className) => types[className] ?? null,
      };
    }, memory),
    pinned: createPinnedData(objects),
    tasks: use(DurableTasks),
    viewers: createViewers(),
    clock,
    newId,
  }));
  return container;
}

/** Dialog scripts. A script with mistakes does not keep it from starting: it is degraded and says which. */
export default defineComponent({
  name: 'script-engine',
  version: '0.1.0',
  summary: 'Dialog scripts for agent, web and voice',
  provides: [ScriptEngine],
  needs: [need(Storage), need(DurableTasks), need(Expressions), need(BusinessObjects), optionalNeed(ServiceDirectory)],
  settings: scriptEngineSettingsSchema,
  async start(context) {
    const gateMemory = { current: createGateMemory() };
    const container = assemble(context, () => gateMemory.current);
    const desk = container.get(deskToken);
    const stopping = new AbortController();
    let following = Promise.resolve();
    await desk.store.prepare();
    // Services that actions name may start later, so they are not asked for here; `check` does.
    gateMemory.current = createGateMemory(await desk.store.readPassed());
    await desk.library.load(context.settings.scripts, null);
    await desk.store.keepPassed(gateMemory.current.takeAdded());
    for (const mistake of desk.library.mistakes()) context.log.error({ mistake }, 'a script is not in service');
    return {
      provisions: [provide(ScriptEngine, createEngineService(desk, context.use(ServiceDirectory)))],
      async health(): Promise<Health> {
        const mistakes = desk.library.mistakes();
        return mistakes.length === 0 ? { status: 'up' } : { status: 'degraded', reason: mistakes.join('; ') };
      },
      ready() {
        following = followActions(desk, context.log, stopping.signal);
        return Promise.resolve();
      },
      async stop() {
        stopping.abort();
        await following;
        container.unbindAll();
      },
    };
  },
});
