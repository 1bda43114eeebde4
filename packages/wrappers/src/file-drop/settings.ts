import { secretText } from '@caruso/core-service-manager/wrapper-kit';
import { z } from 'zod';
import { encodingSchema } from './encodings/encoding.js';
import { readFormat } from './parsers/format-settings.js';
import { recordSettingsSchema } from './records/record-settings.js';

const folderSource = z.strictObject({
  /** Absolute, or from the application's folder. */
  folder: z.string().min(1),
});
const sftpSource = z.strictObject({
  sftp: z
    .strictObject({
      host: z.string().min(1),
      port: z.number().int().min(1).max(65_535).default(22),
      user: z.string().min(1),
      password: secretText.optional(),
      /** The key itself in OpenSSH or PEM form, by way of `${NAME}`. */
      privateKey: secretText.optional(),
      passphrase: secretText.optional(),
      /** SHA-256 of the server's key as `ssh-keygen -lf` prints it: `SHA256:…`. Another key is refused. */
      hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'SHA256:… as "ssh-keygen -lf" prints it'),
      folder: z.string().min(1),
    })
    .refine(({ password, privateKey }) => (password ?? privateKey) !== undefined, {
      error: 'a password or a privateKey is needed',
    }),
});
const patterns = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

export const deliverySchema = z
  .strictObject({
    /** Id of the contract whose operation takes the records. */
    service: z.string().min(1),
    operation: z.string().min(1),
    /** Constant fields of the operation's input beside the record. */
    input: z.record(z.string(), z.json()).default({}),
    /** Field of the input that holds the record, or the list of records. Default: the record is the input itself; `records` for a batch. */
    as: z.string().min(1).optional(),
    /** Records a call; more than 1 hands over a list. */
    batch: z.number().int().min(1).max(1000).default(1),
    /** Calls at the same time. With 1 the order of the file is kept. */
    concurrent: z.number().int().min(1).max(64).default(1),
    /** What makes a record the same record in every file, such as `{meter}/{date}`. Default: the file's content and the record's number. */
    key: z.string().min(1).optional(),
    /** By way of the outbox of the storage manager: taken over in one transaction with the file's progress. */
    durable: z.boolean().default(false),
    /** Milliseconds a call. */
    timeoutMs: z.number().int().min(1).max(600_000).optional(),
    /** After how many failures of the service itself (not "try later") a record is set aside. */
    attempts: z.number().int().min(1).max(100).default(5),
  })
  .refine(({ batch, key }) => batch === 1 || key === undefined, { error: 'a key of its own goes with batch: 1 only' });
export type DeliverySettings = z.output<typeof deliverySchema>;

export const fileDropSettingsSchema = z
  .strictObject({
    source: z.union([folderSource, sftpSource]),
    /** File names; `*` and `?` as in a shell, capitals or not. */
    files: patterns.default(['*']),
    /** Names that are never taken: what senders call a file they have not finished. */
    ignore: patterns.default(['*.tmp', '*.part', '*.filepart', '.*', '~*']),
    /** How long size and time of a file must stay the same before it is taken. */
    settleSeconds: z.number().min(0).max(3600).default(5),
    /** How often the folder is looked at even when nothing was told. Default: 30 s for SFTP, 60 s for a folder. */
    pollSeconds: z.number().min(0.05).max(86_400).optional(),
    /** A file is taken only when another one with this behind its name is there: `.ready` waits for `day.csv.ready`. */
    marker: z
      .string()
      .regex(/^\.[\w.-]+$/, 'a suffix such as .ready')
      .optional(),
    maxMegabytes: z.number().min(0.001).max(1_000_000).default(1024),
    format: z.string().min(1),
    options: z.unknown().default({}),
    /** Default: utf-8; for a copybook cp037; for XML what the file declares. */
    encoding: encodingSchema.optional(),
    record: recordSettingsSchema.optional(),
    /** More bad rows than this reject the file before anything is delivered: a number, or a share of the rows, which lets at least 3 through. */
    maxBad: z
      .union([
        z.number().int().min(0),
        z.string().regex(/^(100|\d{1,2}(\.\d+)?) ?%$/, 'a number of rows or a share such as 10%'),
      ])
      .default('10%'),
    /** What makes a file the same file: its content under the same name, or its content alone. */
    same: z.enum(['name-and-content', 'content']).default('name-and-content'),
    deliver: deliverySchema,
  })
  .transform(({ format, options, ...settings }, context) => ({
    ...settings,
    format: readFormat({ format, options }, (path, message) =>
      context.addIssue({ code: 'custom', path: [...path], message }),
    ),
  }));
export type FileDropSettings = z.output<typeof fileDropSettingsSchema>;
export type SftpSettings = z.output<typeof sftpSource>['sftp'];
