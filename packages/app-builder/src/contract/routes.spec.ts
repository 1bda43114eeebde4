import { describe, expect, it } from 'vitest';
import { routes } from './routes.js';
import type { Route } from './routes.js';

const all: readonly (readonly [string, Route])[] = Object.entries(routes);

describe('the routes of the API', () => {
  it('are each open to named roles, except the sign-in', () => {
    const open = all.filter(([, route]) => route.roles === 'public').map(([name]) => name);
    expect(open).toEqual(['getSession', 'signIn', 'signOut']);
  });

  it('have each a method and path of its own', () => {
    const keys = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':x')}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
