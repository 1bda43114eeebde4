import type { Component, ComponentEntry, Finding, Logger, ServiceManager } from '@caruso/core-service-manager/contract';
import { CarusoError, asCarusoError } from '@caruso/core-service-manager/contract';
import { createServiceManager, loadComponent, nameOf, sourceOf, unloadedComponent } from '@caruso/core-service-manager';
import type { Transport } from '@caruso/core-service-manager';
import { openSecrets } from '@caruso/core-service-manager/wrapper-kit';
import path from 'node:path';
import type { Application } from './application.js';
import { componentSettings } from './component-settings.js';

export interface StartOptions {
  readonly application: Application;
  readonly dataDir: string;
  readonly log: Logger;
  /** Component names; default all. */
  readonly only?: readonly string[];
  /** Joins the application's other processes, where `app.yaml` says how; the command line and checks work alone. */
  readonly join?: boolean;
  /** Settings over those of `app.yaml`, by component name. */
  readonly overrides?: Readonly<Record<string, object>>;
}

/** Loads and starts an application's components. One that cannot be loaded or started is logged and never keeps the others from starting. */
export async function startComponents(options: StartOptions): Promise<ServiceManager> {
  const { application, dataDir, log } = options;
  const loading = { appDir: application.dir, dataDir };
  const manager = createServiceManager({
    appDir: application.dir,
    dataDir,
    log,
    application: application.app.name,
    transports: options.join === true ? await transportsOf(application) : [],
  });
  const given = componentSettings(application);
  const entries: ComponentEntry[] = [];
  const known: string[] = ['web-server'];
  for (const [index, entry] of application.app.components.entries()) {
    try {
      const component = entry.ownProcess
        ? unloadedComponent(entry.name ?? nameOf(entry.use, application.dir))
        : await loadComponent(entry.use, { ...loading, range: entry.version });
      const name = entry.name ?? component.name;
      known.push(name);
      if (options.only !== undefined && !options.only.includes(name) && component.everywhere !== true) continue;
      const settings = { ...given[component.name], ...entry.settings, ...options.overrides?.[component.name] };
      entries.push({
        component,
        name,
        settings,
        source: sourceOf(entry.use, application.dir),
        ownProcess: entry.ownProcess,
        ...(entry.rank === undefined ? {} : { rank: entry.rank }),
      });
    } catch (error) {
      const { message, details } = asCarusoError(error);
      const { line, column } = application.source.position(['components', index, 'use']);
      log.error({ reason: details['advice'] }, `app.yaml:${line}:${column}  ${message}`);
    }
  }
  // Checks name the engines they want; an application need not have all of them.
  const unknown = options.join === true ? (options.only?.filter((name) => !known.includes(name)) ?? []) : [];
  if (unknown.length > 0) {
    await manager.stop();
    throw new CarusoError(
      'invalid',
      `The application has no component ${unknown.join(', ')}. It has ${known.join(', ')}.`,
    );
  }
  await manager.add(entries);
  return manager;
}

/** What joins processes is loaded only where there are several: it takes megabytes. */
async function transportsOf({ app, dir }: Application): Promise<readonly Transport[]> {
  if (app.nats === undefined) return [];
  const { natsTransport } = await import('@caruso/core-service-manager/nats');
  const { servers, user, password, token } = app.nats;
  const { expand, expandAddress } = openSecrets(dir);
  return [
    natsTransport({
      servers: servers.map(expandAddress),
      ...(user === undefined ? {} : { user: expand(user) }),
      ...(password === undefined ? {} : { password: expand(password) }),
      ...(token === undefined ? {} : { token: expand(token) }),
    }),
  ];
}

/** A component of `app.yaml` with its place in the list. */
export interface ListedComponent {
  readonly component: Component;
  readonly index: number;
  /** Of the instance. */
  readonly name: string;
}

/** The components an application names, and the mistakes in their list: not installed, no component, wrong version. */
export async function checkComponents(
  application: Application,
): Promise<{ readonly components: readonly ListedComponent[]; readonly findings: readonly Finding[] }> {
  const components: ListedComponent[] = [];
  const findings: Finding[] = [];
  const loading = { appDir: application.dir, dataDir: path.join(application.dir, '.caruso') };
  for (const [index, entry] of application.app.components.entries()) {
    try {
      const component = await loadComponent(entry.use, { ...loading, range: entry.version });
      components.push({ component, index, name: entry.name ?? component.name });
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
