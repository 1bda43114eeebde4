import type { Finding } from '@caruso/core-service-manager/contract';
import type { Application } from './application.js';
import { componentSettings } from './component-settings.js';
import type { ListedComponent } from './start-components.js';

/** Mistakes in the settings that `app.yaml` gives to its components, by each component's own schema. */
export function settingsFindings(application: Application, components: readonly ListedComponent[]): readonly Finding[] {
  const { source } = application;
  const given = componentSettings(application);
  return components.flatMap(({ component, index, name }) => {
    const entry = application.app.components[index];
    if (entry === undefined) return [];
    const parsed = component.settings.safeParse({ ...given[component.name], ...entry.settings });
    const issues = parsed.success ? [] : parsed.error.issues;
    return issues.map((issue): Finding => {
      const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
      return {
        file: source.file,
        ...source.position(['components', index, 'settings', ...path]),
        rule: 'app/settings',
        severity: 'error',
        message: `${path.join('.') || 'settings'} of ${name}: ${issue.message}.`,
        advice: 'Change it; the documentation of the component tells what it takes.',
      };
    });
  });
}
