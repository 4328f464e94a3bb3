import { resolve } from 'node:path';

/** What `npm start` is told by its environment. */
export interface Settings {
  readonly port: number;
  /** Absolute. */
  readonly home: string;
  readonly demo: boolean;
  /** `ADMIN_TOKEN_SECRET`; null: made and kept. */
  readonly adminToken: string | null;
}

/** @throws Error that names the variable */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT must be a number from 1 to 65535, not ${env['PORT']}`);
  return {
    port,
    home: resolve(env['PARLEY_HOME'] || '.parley'),
    demo: env['PARLEY_DEMO'] !== '0',
    adminToken: env['ADMIN_TOKEN_SECRET'] || null,
  };
}
