import { resolve } from 'node:path';

/** `embedded`: nothing but Node. `real`: Kafka, DynamoDB Local and OpenSearch on Java. */
export type EngineSetName = 'embedded' | 'real';

/** The settings of `npm start` in its environment. */
export interface Settings {
  readonly port: number;
  /** Absolute. */
  readonly home: string;
  readonly demo: boolean;
  /** `ADMIN_TOKEN_SECRET`; null: made and kept. */
  readonly adminToken: string | null;
  /** `--engines=real` or PARLEY_ENGINES. */
  readonly engines: EngineSetName;
}

/** `args`: of the command line. @throws Error that names the setting */
export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[] = []): Settings {
  const port = Number(env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT must be a number from 1 to 65535, not ${env['PORT']}`);
  if (env['AITOOLBOX_SERVICE_URL'] && !env['AITOOLBOX_SECRET'])
    throw new Error('AITOOLBOX_SERVICE_URL needs AITOOLBOX_SECRET, which signs the calls; the toolbox gets none without a signature');
  return {
    port,
    home: resolve(env['PARLEY_HOME'] || '.parley'),
    demo: env['PARLEY_DEMO'] !== '0',
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
