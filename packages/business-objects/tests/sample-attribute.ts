import type { Attribute } from '../src/model/class-model.js';

export function sampleAttribute(overrides: Partial<Attribute> = {}): Attribute {
  return {
    name: 'sample',
    type: 'text',
    column: 'SAMPLE',
    label: { en: 'Sample' },
    required: false,
    default: { kind: 'none' },
    eightDigits: false,
    flags: null,
    codes: null,
    precision: null,
    scale: null,
    maxLength: null,
    currency: null,
    references: null,
    derived: null,
    generated: false,
    bookkeeping: false,
    audited: true,
    readers: null,
    writers: null,
    ...overrides,
  };
}
