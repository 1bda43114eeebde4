import { CarusoError } from '@caruso/core-service-manager/contract';
import type { Handlers } from '../api-request.js';
import { serviceSectionRows } from '../../screens/service-section.js';
import type { ScreenFile } from '../../screens/screen-file.js';
import type { Services } from '../services.js';

export function screenHandlers(services: Services): Handlers<'screen' | 'screenService'> {
  const find = (name: string): ScreenFile => {
    const screen = services.screens.get(name);
    if (screen === undefined) throw new CarusoError('not-found', `There is no screen "${name}".`);
    return screen;
  };
  return {
    screen: async (api) => {
      const { sections, ...screen } = find(api.param('name'));
      // How a service is asked is the server's business.
      return {
        ...screen,
        sections: sections.map((section) =>
          section.kind === 'service'
            ? { kind: section.kind, title: section.title, name: section.name, empty: section.empty }
            : section,
        ),
      };
    },
    screenService: async (api) => {
      const screen = find(api.param('name'));
      const section = screen.sections.find((one) => one.kind === 'service' && one.name === api.param('section'));
      if (section?.kind !== 'service')
        throw new CarusoError(
          'not-found',
          `The screen "${screen.screen}" has no service section "${api.param('section')}".`,
        );
      // Read with the person's own rights first: who may not see the object learns nothing about it from a service either.
      const object = await services.objects.get({ class: screen.class, key: api.param('key') }, api.call);
      return { rows: await serviceSectionRows(section, object, services, api.call) };
    },
  };
}
