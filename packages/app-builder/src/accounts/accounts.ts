import type { BusinessObject, BusinessObjects } from '@caruso/business-objects/contract';
import { CarusoError, systemPrincipal } from '@caruso/core-service-manager/contract';
import type { Principal, ServiceOf } from '@caruso/core-service-manager/contract';
import type { UserInfo } from '../contract/api.js';
import { randomBytes } from 'node:crypto';
import { accountChangeSchema, newAccountSchema } from './account.js';
import type { AccountChange, NewAccount } from './account.js';
import { hashPassword, verifyPassword } from './password.js';
import { phoneSecret } from './phone-secret.js';

/** The people who may sign in. Who may change them is for the caller to check. */
export interface Accounts {
  list(): Promise<readonly UserInfo[]>;
  /** `conflict` when the name is taken, `invalid` when a field is wrong. */
  add(account: NewAccount): Promise<UserInfo>;
  change(id: string, change: AccountChange): Promise<UserInfo>;
  /** The principal behind a name and password; undefined when they do not fit or the account is closed. */
  authenticate(id: string, password: string): Promise<Principal | undefined>;
  /** The principal of an account that is open now. */
  principal(id: string): Promise<Principal | undefined>;
}

export interface AccountsOptions {
  readonly objects: ServiceOf<typeof BusinessObjects>;
  /** Realm of the SIP registrar. */
  readonly realm: string;
  readonly customerClass: string;
}

const asSystem = { principal: systemPrincipal('accounts') };
// Verified against when there is no such name, so that the time taken does not tell names.
const nobodysHash = hashPassword(randomBytes(32).toString('base64url'));

export function createAccounts({ objects, realm, customerClass }: AccountsOptions): Accounts {
  const find = async (id: string): Promise<BusinessObject | undefined> => {
    const { objects: found } = await objects.query(
      { class: 'User', where: [{ attribute: 'id', value: id }], limit: 1 },
      asSystem,
    );
    return found[0];
  };

  const principalOf = (user: BusinessObject): Principal => {
    const info = userInfo(user);
    const customer = info.customer === null ? {} : { customer: { class: customerClass, key: info.customer } };
    return { kind: info.kind, id: info.id, name: info.name, roles: [...info.roles], ...customer };
  };

  return {
    list: async () => {
      const { objects: users } = await objects.query(
        { class: 'User', orderBy: [{ attribute: 'name' }], limit: 1000 },
        asSystem,
      );
      return users.map(userInfo);
    },

    add: async (given) => {
      const account = parse(newAccountSchema, given);
      assertBelongsToCustomer(account.roles, account.customer ?? null);
      await assertExtensionIsFree(objects, account.extension, undefined);
      const { password, phonePassword, extension, customer, ...rest } = account;
      const values = {
        ...rest,
        kind: kindOf(account.roles),
        active: true,
        passwordHash: await hashPassword(password),
        ...(extension === undefined ? {} : { extension }),
        ...(extension === undefined || phonePassword === undefined
          ? {}
          : { phoneHa1: phoneSecret(extension, realm, phonePassword) }),
        ...(customer === undefined ? {} : { customer }),
      };
      return userInfo(await objects.create({ class: 'User', values }, asSystem));
    },

    change: async (id, given) => {
      const change = parse(accountChangeSchema, given);
      const user = await find(id);
      if (user === undefined) throw new CarusoError('not-found', `There is no account "${id}".`);
      const { password, phonePassword, ...rest } = change;
      const extension = change.extension ?? userInfo(user).extension ?? undefined;
      assertBelongsToCustomer(change.roles ?? userInfo(user).roles, change.customer ?? userInfo(user).customer);
      await assertExtensionIsFree(objects, change.extension, id);
      if (change.extension !== undefined && phonePassword === undefined) {
        throw new CarusoError(
          'invalid',
          'A new extension needs a new phone password, because the old one is bound to the old extension.',
          { attributes: { phonePassword: 'is needed' } },
        );
      }
      if (phonePassword !== undefined && extension === undefined) {
        throw new CarusoError('invalid', 'A phone password needs an extension.', {
          attributes: { extension: 'is needed' },
        });
      }
      const values = {
        ...defined(rest),
        ...(change.roles === undefined ? {} : { kind: kindOf(change.roles) }),
        ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
        ...(phonePassword === undefined || extension === undefined
          ? {}
          : { phoneHa1: phoneSecret(extension, realm, phonePassword) }),
      };
      const version = user.version === undefined ? {} : { version: user.version };
      return userInfo(await objects.update({ ...user.ref, ...version, values }, asSystem));
    },

    authenticate: async (id, password) => {
      const user = await find(id);
      const stored = user?.values['passwordHash'];
      const fits = await verifyPassword(typeof stored === 'string' ? stored : await nobodysHash, password);
      return user !== undefined && typeof stored === 'string' && fits && userInfo(user).active
        ? principalOf(user)
        : undefined;
    },

    principal: async (id) => {
      const user = await find(id);
      return user !== undefined && userInfo(user).active ? principalOf(user) : undefined;
    },
  };
}

function kindOf(roles: readonly string[]): 'customer' | 'user' {
  return roles.includes('customer') ? 'customer' : 'user';
}

/** A self-service account sees one customer's own data and nothing else, so it cannot be one of the house as well. */
function assertBelongsToCustomer(roles: readonly string[], customer: string | null): void {
  if (!roles.includes('customer')) return;
  if (roles.length > 1)
    throw new CarusoError('invalid', 'The role customer stands alone: make a second account for the other roles.', {
      attributes: { roles: 'customer stands alone' },
    });
  if (customer === null)
    throw new CarusoError('invalid', 'An account with the role customer needs the number of its customer.', {
      attributes: { customer: 'is needed' },
    });
}

async function assertExtensionIsFree(
  objects: AccountsOptions['objects'],
  extension: string | undefined,
  self: string | undefined,
): Promise<void> {
  if (extension === undefined) return;
  const { objects: taken } = await objects.query(
    { class: 'User', where: [{ attribute: 'extension', value: extension }], limit: 2 },
    asSystem,
  );
  const other = taken.find((user) => user.values['id'] !== self);
  if (other !== undefined)
    throw new CarusoError('conflict', `Extension ${extension} belongs to ${other.title} already.`, {
      attributes: { extension: 'is taken' },
    });
}

function parse<T>(
  schema: {
    safeParse(
      value: unknown,
    ):
      | { success: true; data: T }
      | { success: false; error: { issues: readonly { path: PropertyKey[]; message: string }[] } };
  },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const attributes = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.') || 'account', issue.message]),
  );
  const words = Object.entries(attributes).map(([name, message]) => `${name}: ${message}`);
  throw new CarusoError('invalid', `The account is not right. ${words.join('; ')}.`, { attributes });
}

function userInfo(user: BusinessObject): UserInfo {
  const { values } = user;
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  return {
    id: text('id') ?? '',
    name: text('name') ?? '',
    kind: text('kind') === 'customer' ? 'customer' : 'user',
    roles: Array.isArray(values['roles']) ? values['roles'].map(String) : [],
    skills: isSkills(values['skills']) ? values['skills'] : {},
    extension: text('extension'),
    customer: text('customer'),
    active: values['active'] !== false,
  };
}

/** Without the fields that were not given. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function isSkills(value: unknown): value is Record<string, number> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((level) => typeof level === 'number')
  );
}
