import type { Application } from './application.js';

/**
 * What the builder hands to each component from the application's files, by component name; what stands under `settings` in
 * `app.yaml` goes over it.
 */
export function componentSettings(application: Application): Readonly<Record<string, object>> {
  const { app, sources, queues } = application;
  return {
    'storage-manager': { stores: app.stores },
    'business-objects': { models: sources.objects, stores: ['own', ...Object.keys(app.stores)] },
    'script-engine': { scripts: sources.scripts },
    'work-manager': { queues: queues.map(({ value }) => value) },
    'comm-server': { ...app.channels, dispositions: app.dispositions },
    reporting: { reports: sources.reports },
  };
}
