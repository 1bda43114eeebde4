import { describe, expect, it } from 'vitest';
import { storeSettingsSchema } from '../contract/index.js';
import { storeAddress } from './store-address.js';

const around = {
  environment: { USER_NAME: 'ana', PASSWORD: 'p@ss:w/rd', HOST: 'db.example:5433' },
  appDir: '/app',
  dataDir: '/data',
};
const address = (url: string, more: object = {}) =>
  storeAddress('legacy', { ...storeSettingsSchema.parse({ url, ...more }), url }, around);

describe('the address of a store', () => {
  it('is a file in the data folder, loaded from files of the application', () => {
    expect(address('sqlite:billing.db', { load: ['legacy/schema.sql'] })).toEqual({
      address: {
        engine: 'sqlite',
        file: '/data/billing.db',
        load: ['/app/legacy/schema.sql'],
        label: 'Store legacy (SQLite file billing.db)',
      },
    });
  });

  it('takes secrets from the environment, whatever characters they hold, and never names them', () => {
    const outcome = address('postgres://${USER_NAME}:${PASSWORD}@${HOST}/billing');
    expect(outcome).toEqual({
      address: {
        engine: 'postgres',
        url: 'postgres://ana:p%40ss%3Aw%2Frd@db.example:5433/billing',
        label: 'Store legacy (PostgreSQL at db.example:5433, database billing)',
      },
    });
  });

  it.each([
    ['postgres://${NOBODY}:${SET_THIS}@db/x', 'NOBODY, SET_THIS'],
    ['mariadb://db/x', 'not supported yet'],
    ['oracle://db/x', 'must begin with sqlite:'],
    ['postgres://secret@@@:x', 'not a URL'],
    ['postgres://db', 'name of the database'],
    ['sqlite:', 'name a file'],
  ])('is refused with the reason for %s', (url, reason) => {
    const outcome = address(url);
    expect(outcome).toMatchObject({ problem: expect.stringContaining(reason) });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });
});
