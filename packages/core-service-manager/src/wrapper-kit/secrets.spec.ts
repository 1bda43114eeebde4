import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSecrets, secretText } from './secrets.js';

let appDir: string;
beforeEach(async () => {
  appDir = await mkdtemp(path.join(tmpdir(), 'caruso-secrets-'));
});
afterEach(() => rm(appDir, { recursive: true }));

async function secretsAt(name: string, text: string, mode = 0o600): Promise<string> {
  const file = path.join(appDir, name);
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

describe('a secret in a configuration file', () => {
  it('is a reference', () => {
    expect(secretText.parse('Bearer ${ERP_TOKEN}')).toBe('Bearer ${ERP_TOKEN}');
  });

  it('is refused when it is there literally, with what to do', () => {
    expect(secretText.safeParse('s3cret').error?.issues[0]?.message).toContain('write ${NAME} here');
  });
});

describe('secrets', () => {
  it('in an address are percent-encoded in front of the @ only', () => {
    const secrets = openSecrets(appDir, { PASSWORD: 'p@ss:w/rd%', HOST: 'mail.example:25' });
    const address = secrets.expandAddress('smtp://ana:${PASSWORD}@${HOST}');
    expect(address).toBe('smtp://ana:p%40ss%3Aw%2Frd%25@mail.example:25');
    expect(decodeURIComponent(new URL(address).password)).toBe('p@ss:w/rd%');
  });

  it('are looked for in the environment, then in the named file, then in the application', async () => {
    await secretsAt('secrets.env', 'A=app\nB=app\nC="from app"\n');
    const named = await secretsAt('named.env', '# of the operator\nA=named\nB=named\n');
    const secrets = openSecrets(appDir, { A: 'environment', CARUSO_SECRETS: named });
    expect(secrets.expand('${A}:${B}:${C}')).toBe('environment:named:from app');
  });

  it('that are missing are named with the places looked in, without any value', async () => {
    await secretsAt('secrets.env', 'OTHER=hidden\n');
    const secrets = openSecrets(appDir, {});
    expect(() => secrets.expand('${ERP_PASSWORD}')).toThrow(
      /ERP_PASSWORD is not set; looked in the environment, then in .*secrets\.env/,
    );
    expect(() => secrets.expand('${ERP_PASSWORD}')).not.toThrow(/hidden/);
  });

  it('that are empty count as missing', () => {
    expect(() => openSecrets(appDir, { A: '' }).expand('${A}')).toThrow('A is not set');
  });

  it.skipIf(process.platform === 'win32')(
    'in a file that everybody can read are refused, with what to do',
    async () => {
      await secretsAt('secrets.env', 'A=1\n', 0o644);
      expect(() => openSecrets(appDir, {})).toThrow(/Everybody on this machine can read .*; run: chmod 600/);
      await secretsAt('secrets.env', 'A=1\n', 0o640);
      expect(openSecrets(appDir, {}).expand('${A}')).toBe('1');
    },
  );

  it('in a named file that is not there are a mistake at once', () => {
    expect(() => openSecrets(appDir, { CARUSO_SECRETS: 'gone.env' })).toThrow(/CARUSO_SECRETS names .*gone\.env/);
  });

  it('are masked in JSON too', () => {
    const secrets = openSecrets(appDir, { A: 'pa"ss\\word' });
    secrets.expand('${A}');
    expect(secrets.mask(JSON.stringify({ told: 'for pa"ss\\word' }))).toBe('{"told":"for ***"}');
  });

  it('are masked once they have been given out, the longest first', () => {
    const secrets = openSecrets(appDir, { A: 'pass', B: 'password', C: 'never-used' });
    secrets.expand('${A} ${B}');
    expect(secrets.mask('password pass never-used')).toBe('*** *** never-used');
  });
});
