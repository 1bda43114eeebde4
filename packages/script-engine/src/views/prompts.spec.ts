import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFrontOffice, vertical } from '../../tests/front-office.js';
import type { FrontOffice } from '../../tests/front-office.js';

let office: FrontOffice;
beforeAll(async () => {
  office = await startFrontOffice();
});
afterAll(() => office.stop());

it('every prompt that the utility’s scripts speak is recorded', async () => {
  const prompts = await office.scripts.prompts({});
  expect(prompts.map(({ prompt }) => prompt)).toContain('welcome-customerNumber-noinput');
  const missing = prompts.filter(
    ({ language, prompt }) => !existsSync(join(vertical, 'prompts', language, `${prompt}.wav`)),
  );
  expect(missing).toEqual([]);
});
