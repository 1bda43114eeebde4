import { z } from 'zod';
import type { Component } from '../contract/index.js';

/** Stands for a component that runs in a process of its own, until that process has told what it is: its code is never loaded here. */
export function unloadedComponent(name: string): Component {
  return {
    name,
    version: '0.0.0',
    summary: '',
    provides: [],
    needs: [],
    settings: z.unknown(),
    start: () => Promise.reject(new Error('is loaded in a process of its own only')),
  };
}
