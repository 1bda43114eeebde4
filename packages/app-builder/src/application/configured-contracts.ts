import type { Contract, Finding } from '@caruso/core-service-manager/contract';
import { asCarusoError } from '@caruso/core-service-manager/contract';
import type { Application } from './application.js';
import { componentSettings } from './component-settings.js';
import type { ListedComponent } from './start-components.js';

export interface ConfiguredContracts {
  /** All contracts that the components would provide. */
  readonly contracts: readonly Contract[];
  /** Wrappers whose description (an OpenAPI document, a WSDL, operations in YAML) has mistakes. */
  readonly findings: readonly Finding[];
}

/** What the components of an application provide, also where that comes from their settings. */
export async function configuredContracts(
  application: Application,
  components: readonly ListedComponent[],
): Promise<ConfiguredContracts> {
  const given = componentSettings(application);
  const asked = components.map(async ({ component, index, name }): Promise<ConfiguredContracts> => {
    if (component.configure === undefined) return { contracts: component.provides, findings: [] };
    const settings = component.settings.safeParse({
      ...given[component.name],
      ...application.app.components[index]?.settings,
    });
    // Its mistakes are findings of their own.
    if (!settings.success) return { contracts: component.provides, findings: [] };
    try {
      const { provides } = await component.configure({ settings: settings.data, name, appDir: application.dir });
      return { contracts: provides, findings: [] };
    } catch (error) {
      const { message, details } = asCarusoError(error);
      const finding: Finding = {
        file: application.source.file,
        ...application.source.position(['components', index, 'settings']),
        rule: 'app/wrapper',
        severity: 'error',
        message: `${name}: ${message}`,
        advice: String(
          details['advice'] ?? 'Change the description; the documentation of the wrapper tells what it takes.',
        ),
      };
      return { contracts: [], findings: [finding] };
    }
  });
  const answers = await Promise.all(asked);
  return {
    contracts: answers.flatMap(({ contracts }) => contracts),
    findings: answers.flatMap(({ findings }) => findings),
  };
}
