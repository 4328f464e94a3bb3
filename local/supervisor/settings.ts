import { resolve } from 'node:path';

/** `embedded`: only Node. `real`: Kafka, DynamoDB Local and OpenSearch on Java. */
export type EngineSetName = 'embedded' | 'real';

/** External services: the setting of the address, and of the secret. */
const SERVICES = [
  ['AITOOLBOX_SERVICE_URL', 'AITOOLBOX_SECRET'],
  ['TICKET_HELPER_SERVICE_URL', 'TICKET_HELPER_SECRET'],
  ['USER_SERVICE_URL', 'USER_SERVICE_SECRET'],
] as const;
/** As an address: the simulated service in the provider simulator. */
export const SIMULATOR = 'simulator';

/** The settings of `npm start` in its environment. */
export interface Settings {
  readonly port: number;
  /** Absolute. */
  readonly home: string;
  readonly demo: boolean;
  /** Builds the agents' page as soon as the hub is ready, not when somebody first opens it. */
  readonly console: boolean;
  /** `ADMIN_TOKEN_SECRET`; null: generated once. */
  readonly adminToken: string | null;
  /** `--engines=real` or PARLEY_ENGINES. */
  readonly engines: EngineSetName;
}

/** `args`: of the command line. @throws Error with the name of the setting */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[] = []): Settings {
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT must be a number from 1 to 65535, not ${env['PORT']}`);
  if (!/^[\x21-\x7e]*$/.test(env['ADMIN_TOKEN_SECRET'] ?? ''))
    throw new Error('ADMIN_TOKEN_SECRET must be visible ASCII characters without spaces: it is sent as a Bearer token');
  for (const [address, secret] of SERVICES) {
    if (env[address] && env[address] !== SIMULATOR && !env[secret])
      throw new Error(`${address} needs ${secret}, which signs the calls; no call is sent unsigned`);
  }
  return {
    port,
    home: resolve(env['PARLEY_HOME'] || '.parley'),
    demo: env['PARLEY_DEMO'] !== '0',
    console: env['PARLEY_CONSOLE'] !== '0',
    adminToken: env['ADMIN_TOKEN_SECRET'] || null,
    engines: enginesOf(env, args),
  };
}

function enginesOf(env: NodeJS.ProcessEnv, args: readonly string[]): EngineSetName {
  const flag = args.filter((arg) => arg.startsWith('--engines=')).at(-1);
  const asked = flag?.slice('--engines='.length) ?? (env['PARLEY_ENGINES'] || 'embedded');
  if (asked === 'embedded' || asked === 'real') return asked;
  throw new Error(`${flag === undefined ? 'PARLEY_ENGINES' : '--engines'} must be embedded or real, not ${asked}`);
}
