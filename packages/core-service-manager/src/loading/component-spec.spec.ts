import { describe, expect, it } from 'vitest';
import { nameOf, parseComponentSpec, sourceOf } from './component-spec.js';

describe('a SPEC', () => {
  it.each([
    ['billing', { kind: 'package', name: 'billing', part: '', range: undefined }],
    ['billing@2.0.0', { kind: 'package', name: 'billing', part: '', range: '2.0.0' }],
    ['billing@^2', { kind: 'package', name: 'billing', part: '', range: '^2' }],
    ['billing@latest', { kind: 'package', name: 'billing', part: '', range: 'latest' }],
    ['@acme/billing', { kind: 'package', name: '@acme/billing', part: '', range: undefined }],
    ['@acme/billing@~1.2', { kind: 'package', name: '@acme/billing', part: '', range: '~1.2' }],
    ['@acme/systems/sap', { kind: 'package', name: '@acme/systems', part: 'sap', range: undefined }],
    ['@acme/systems@2/sap', { kind: 'package', name: '@acme/systems', part: 'sap', range: '2' }],
    ['@acme/systems/sap@2', { kind: 'package', name: '@acme/systems', part: 'sap', range: '2' }],
    ['./billing', { kind: 'folder', folder: '/app/billing', part: '' }],
    ['../systems#sap', { kind: 'folder', folder: '/systems', part: 'sap' }],
    ['/srv/billing', { kind: 'folder', folder: '/srv/billing', part: '' }],
    ['file:///srv/billing', { kind: 'folder', folder: '/srv/billing', part: '' }],
    ['billing.js', { kind: 'file', file: '/app/billing.js' }],
    ['/srv/billing.mjs', { kind: 'file', file: '/srv/billing.mjs' }],
    ['billing-2.0.0.tgz', { kind: 'archive', file: '/app/billing-2.0.0.tgz', part: '' }],
    ['systems.tgz#sap', { kind: 'archive', file: '/app/systems.tgz', part: 'sap' }],
  ])('%s', (spec, parsed) => expect(parseComponentSpec(spec, '/app')).toEqual(parsed));

  it.each(['', '--global', 'a b', 'billing@one two', '@acme', 'billing@; rm -rf /'])('"%s" is none', (spec) => {
    expect(() => parseComponentSpec(spec, '/app')).toThrow(
      expect.objectContaining({ code: 'invalid', details: { advice: expect.stringContaining('npm package') } }),
    );
  });

  it('means the same elsewhere when its path is made absolute', () => {
    expect(sourceOf('../systems#sap', '/srv/app')).toBe('/srv/systems#sap');
    expect(sourceOf('billing.mjs', '/srv/app')).toBe('/srv/app/billing.mjs');
    expect(sourceOf('billing@^2', '/srv/app')).toBe('billing@^2');
  });

  it('gives an instance a name before it is loaded', () => {
    const names = ['@acme/billing@2', '@acme/systems/sap', './billing', './a#sap', 'x.mjs'].map((spec) =>
      nameOf(spec, '/app'),
    );
    expect(names).toEqual(['billing', 'sap', 'billing', 'sap', 'x']);
  });
});
