import type { Component, ComponentEntry, Finding, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import { createServiceManager } from '@caruso/core-service-manager';
import { loadComponent } from '../components/load-component.js';
import type { Application } from './application.js';
import { componentSettings } from './component-settings.js';

export interface StartOptions {
  readonly application: Application;
  readonly dataDir: string;
  readonly log: Logger;
  /** Component names; default all. */
  readonly only?: readonly string[];
  /** Settings over those of `app.yaml`, by component name. */
  readonly overrides?: Readonly<Record<string, object>>;
}

/** Loads and starts an application's components. One that cannot be loaded or started is logged and never keeps the others from starting. */
export async function startComponents(options: StartOptions): Promise<ServiceManager> {
  const { application, dataDir, log } = options;
  const manager = createServiceManager({ appDir: application.dir, dataDir, log });
  const given = componentSettings(application);
  const entries: ComponentEntry[] = [];
  for (const [index, entry] of application.app.components.entries()) {
    try {
      const component = await loadComponent(entry.use, entry.version, application.dir);
      if (options.only !== undefined && !options.only.includes(component.name)) continue;
      const settings = { ...given[component.name], ...entry.settings, ...options.overrides?.[component.name] };
      entries.push({ component, settings });
    } catch (error) {
      const { message, details } = asCarusoError(error);
      const { line, column } = application.source.position(['components', index, 'use']);
      log.error({ reason: details['advice'] }, `app.yaml:${line}:${column}  ${message}`);
    }
  }
  await manager.add(entries);
  return manager;
}

/** The components an application names, and the mistakes in their list: not installed, no component, wrong version. */
export async function checkComponents(
  application: Application,
): Promise<{ readonly components: readonly Component[]; readonly findings: readonly Finding[] }> {
  const components: Component[] = [];
  const findings: Finding[] = [];
  for (const [index, entry] of application.app.components.entries()) {
    try {
      components.push(await loadComponent(entry.use, entry.version, application.dir));
    } catch (error) {
      const { message, details } = asCarusoError(error);
      const advice = String(details['advice'] ?? 'See the message.');
      findings.push({
        file: 'app.yaml',
        ...application.source.position(['components', index, 'use']),
        rule: 'app/component',
        severity: 'error',
        message,
        advice,
      });
    }
  }
  return { components, findings };
}
