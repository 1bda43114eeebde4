import { z } from 'zod';
import { CarusoError } from '../contract/index.js';
import type { Component } from '../contract/index.js';

/** Settings as the component gets them. @throws CarusoError `invalid` that names each mistake by its path. */
export function settingsOf(component: Component, settings: unknown): unknown {
  const parsed = component.settings.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new CarusoError('invalid', `Wrong settings of ${component.name}: ${z.prettifyError(parsed.error)}`);
}
