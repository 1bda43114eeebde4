export { componentChecks } from './component-checks.js';
export type { ComponentCheck } from './component-checks.js';
export * from './component-conformance.js';
export type { BrokenSettings, ComponentSpecimen, SampleCall } from './component-specimen.js';
export { default as conformanceComponent } from './conformance-component.js';
export * from './contract.js';
export * from './transport-conformance.js';
export type { JoinedTransport, TransportSpecimen, TransportUnderTest } from './transport-under-test.js';
