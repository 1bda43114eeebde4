import { existsSync } from 'node:fs';
import path from 'node:path';

const onPath = (command: string): boolean =>
  [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin'].some((folder) =>
    existsSync(path.join(folder, command)),
  );

/** Where Debian puts it; Playwright's own download is not used. */
export const chromiumPath = '/usr/bin/chromium';

/** The same questions as scripts/run-tests.mjs asks for its closing table: tests that lack something are left out, and with CI=true that is a failure. */
export const has = {
  chromium: existsSync(chromiumPath),
  /** sipp sends digits and voice from a raw socket (packet(7)), which only root may open. */
  sipp: onPath('sipp') && process.getuid?.() === 0,
  natsServer: onPath('nats-server'),
  baresip: onPath('baresip') && existsSync('/usr/lib/baresip/modules'),
} as const;

/** The whole product as `npm run build` makes it. */
export const isBuilt =
  existsSync(path.join(import.meta.dirname, '../../packages/cli/dist/main.js')) &&
  existsSync(path.join(import.meta.dirname, '../../packages/web-client/dist/index.html'));
