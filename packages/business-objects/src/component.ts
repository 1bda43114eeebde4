import 'reflect-metadata';
import { Container } from 'inversify';
import { CarusoError, defineComponent, need, provide } from '@caruso/core-service-manager/contract';
import type { ComponentContext, Health } from '@caruso/core-service-manager/contract';
import { Expressions } from '@caruso/expressions/contract';
import { Storage } from '@caruso/storage-manager/contract';
import { createChangeHub } from './changes/change-hub.js';
import type { ChangeHub } from './changes/change-hub.js';
import { checkModel, inOrder } from './checks/check-model.js';
import { databaseFindings } from './checks/database-rules.js';
import { createCodeTables } from './codes/code-tables.js';
import type { CodeTables } from './codes/code-tables.js';
import { BusinessObjects, businessObjectsSettingsSchema } from './contract/index.js';
import type { ExpressionLanguage } from './expressions/compile-source.js';
import type { Model } from './model/class-model.js';
import { classValueTypes } from './model/value-types.js';
import { createObjectReader } from './reading/object-reader.js';
import type { ObjectReader } from './reading/object-reader.js';
import { createObjectService } from './service/object-service.js';
import { createTableGate } from './tables/table-gate.js';
import type { StorageService, TableGate } from './tables/table-gate.js';
import { createAuditTrail } from './writing/audit-trail.js';
import type { AuditTrail } from './writing/audit-trail.js';
import { createCommitter } from './writing/committer.js';
import type { Committer } from './writing/committer.js';
import { createValueChecks } from './writing/given-values.js';
import type { ValueChecks } from './writing/given-values.js';
import type { Writing } from './writing/writing.js';

const tokens = {
  storage: Symbol('storage'),
  language: Symbol('language'),
  classes: Symbol('classes'),
  gate: Symbol('gate'),
  codes: Symbol('codes'),
  reader: Symbol('reader'),
  checks: Symbol('checks'),
  audit: Symbol('audit'),
  hub: Symbol('hub'),
  committer: Symbol('committer'),
  writing: Symbol('writing'),
} as const;

type Settings = ReturnType<typeof businessObjectsSettingsSchema.parse>;

/** What the package is made of, each part once. */
function assemble(context: ComponentContext<Settings>, classes: Model, language: ExpressionLanguage): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const get = <T>(token: symbol): T => container.get<T>(token);
  container.bind<StorageService>(tokens.storage).toConstantValue(context.use(Storage));
  container.bind<ExpressionLanguage>(tokens.language).toConstantValue(language);
  container.bind<Model>(tokens.classes).toConstantValue(classes);
  container.bind<ChangeHub>(tokens.hub).toDynamicValue(createChangeHub).inSingletonScope();
  container
    .bind<TableGate>(tokens.gate)
    .toDynamicValue(() => createTableGate(get(tokens.storage), classes))
    .inSingletonScope();
  container
    .bind<CodeTables>(tokens.codes)
    .toDynamicValue(() => createCodeTables(get(tokens.storage), context.clock, classes))
    .inSingletonScope();
  container
    .bind<ObjectReader>(tokens.reader)
    .toDynamicValue(() => createObjectReader(get(tokens.storage), get(tokens.gate)))
    .inSingletonScope();
  container
    .bind<ValueChecks>(tokens.checks)
    .toDynamicValue(() => createValueChecks(classes, get(tokens.codes), get(tokens.reader)))
    .inSingletonScope();
  container
    .bind<AuditTrail>(tokens.audit)
    .toDynamicValue(() => createAuditTrail(get(tokens.storage)))
    .inSingletonScope();
  container
    .bind<Committer>(tokens.committer)
    .toDynamicValue(() =>
      createCommitter(get(tokens.storage), get(tokens.audit), get(tokens.hub), context.clock, context.log),
    )
    .inSingletonScope();
  container
    .bind<Writing>(tokens.writing)
    .toDynamicValue(() => ({
      gate: get(tokens.gate),
      reader: get(tokens.reader),
      checks: get(tokens.checks),
      committer: get(tokens.committer),
      audit: get(tokens.audit),
      clock: context.clock,
      newId: () => context.newId(),
    }))
    .inSingletonScope();
  return container;
}

export default defineComponent({
  name: 'business-objects',
  version: '0.1.0',
  summary: 'Business objects over the tables of any store: model, rights, reads and writes',
  provides: [BusinessObjects],
  needs: [need(Storage), need(Expressions)],
  settings: businessObjectsSettingsSchema,
  async start(context) {
    const expressions = context.use(Expressions);
    const language: ExpressionLanguage = {
      compile: (source, options) => expressions.compile(source, options),
      compileTemplate: (source, options) => expressions.compileTemplate(source, options),
      now: () => context.clock.now(),
    };
    const { model: classes, findings } = checkModel(context.settings.models, context.settings.stores, language);
    const errors = findings.filter((finding) => finding.severity === 'error');
    if (errors.length > 0) {
      const lines = errors.map((finding) => `${finding.file}:${finding.line}:${finding.column} ${finding.message}`);
      throw new CarusoError('invalid', `The model has ${errors.length} mistakes:\n${lines.join('\n')}`, {
        findings: errors,
      });
    }
    const container = assemble(context, classes, language);
    const gate = container.get<TableGate>(tokens.gate);
    const storage = container.get<StorageService>(tokens.storage);

    // Tables are made at the start, so that mistakes show early; a store that is down now is tried again at each call.
    await Promise.all(
      [...classes.values()].map((model) =>
        gate
          .open(model)
          .catch((error: unknown) => context.log.warn({ class: model.name, error: String(error) }, 'table not open')),
      ),
    );

    const service = createObjectService({
      classes,
      writing: container.get<Writing>(tokens.writing),
      codes: container.get<CodeTables>(tokens.codes),
      hub: container.get<ChangeHub>(tokens.hub),
      valueTypes: classValueTypes(classes),
      async check({ files, stores, againstDatabase }) {
        const checked = checkModel(files, stores, language);
        const found = againstDatabase ? await databaseFindings(checked.drafts.values(), storage) : [];
        return [...inOrder([...checked.findings, ...found], files)];
      },
    });
    return {
      provisions: [provide(BusinessObjects, service)],
      async health(): Promise<Health> {
        const closed = [...gate.closed().values()];
        return closed.length === 0 ? { status: 'up' } : { status: 'degraded', reason: closed.join('; ') };
      },
      async stop() {
        container.unbindAll();
      },
    };
  },
});
