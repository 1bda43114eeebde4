import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const reportSchema = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

/** Titles of the tests that failed, by transport and test, as another vitest reports them. */
async function failedTests(): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'caruso-faults-'));
  const report = path.join(folder, 'report.json');
  const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const config = path.join(import.meta.dirname, 'fixtures', 'vitest.config.ts');
  const args = [vitest, 'run', '--config', config, '--reporter=json', `--outputFile=${report}`];
  const { VITEST: _vitest, ...env } = process.env;
  // It ends with 1: tests fail, as they should.
  await new Promise<void>((resolve) => execFile(process.execPath, args, { env }, () => resolve()));
  const { testResults } = reportSchema.parse(JSON.parse(await readFile(report, 'utf8')));
  await rm(folder, { recursive: true });
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName);
}

describe('the transport suite finds a transport that', () => {
  let failed: readonly string[] = [];
  beforeAll(async () => {
    failed = await failedTests();
  });

  it.each([
    ['mixes up answers', 'many calls at once get each its own answer'],
    ['loses the details of errors', 'a failure of code "conflict" arrives with its message and details'],
    ['throws plain errors', 'a failure of the program is "internal"'],
    ['does not tell who calls', 'a call tells the provider on whose behalf it is, and its idempotency key'],
    ['gives up without telling the provider', 'a caller that gives up gets "cancelled", and the provider is told'],
    ['keeps its deadlines to itself', 'a call that takes too long fails with "deadline", and the provider is told'],
    ['cuts off what is long', 'a call carries 200 kB each way'],
    ['reads ahead without limit', 'a stream does not run away from a reader that rests'],
    ['forgets readers that break off', 'a stream ends at the provider when the reader breaks off'],
    ['loses a value now and then', 'a stream brings every value in order, also to a reader that rests'],
  ])('%s', (fault, test) => {
    expect(failed).toContain(`transport that ${fault} ${test}`);
  });

  it('has a fault, and no more than has to do with it', () => {
    const long = failed.filter((title) => title.startsWith('transport that cuts off what is long'));
    expect(long).toEqual(['transport that cuts off what is long a call carries 200 kB each way']);
  });
});
