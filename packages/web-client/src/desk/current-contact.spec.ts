import { describe, expect, it } from 'vitest';
import type { ActiveContact } from '../api/contracts.js';
import { currentContact } from './current-contact.js';

const contact = (id: string, state: ActiveContact['state']): ActiveContact => ({
  id,
  state,
  medium: 'voice',
  direction: 'in',
  remote: '',
  language: 'en',
  said: [],
  receivedAt: '2026-11-22T10:00:00Z',
  simulated: false,
});

describe('the contact a desk is about', () => {
  it('is the conversation before a ringing one before paperwork', () => {
    expect(currentContact([contact('a', 'wrap-up'), contact('b', 'ringing'), contact('c', 'connected')])?.id).toBe('c');
    expect(currentContact([contact('a', 'wrap-up'), contact('b', 'ringing')])?.id).toBe('b');
  });

  it('is none when all are over', () => {
    expect(currentContact([contact('a', 'closed')])).toBeUndefined();
  });
});
