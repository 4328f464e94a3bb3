import { PROVIDERS } from '../../channels/registry/providers.ts';
import { type Settings, SIMULATOR } from './settings.ts';

/** Nothing listens there, so unintended calls of AWS or a provider fail at once. */
const NOWHERE = 'http://127.0.0.1:9';
/** Variables of the shell that are not passed on: AWS accounts, and settings of Node. */
const NOT_PASSED_ON = /^(AWS_|NODE_OPTIONS$|NODE_ENV$|npm_|LAMBDA_)/;

export interface ChildEnvironment {
  /** Of the checkout. */
  readonly root: string;
  readonly settings: Settings;
  readonly apiUrl: string;
  readonly launchFile: string;
  readonly wakePorts: { readonly workers: number; readonly gateway: number };
  /** Queues that the gateway reads. */
  readonly gatewayQueues: readonly string[];
  /** Null: the table is embedded. */
  readonly tableEndpoint: string | null;
  /** Addresses of real engines, by variable. */
  readonly engines?: Readonly<Record<string, string>>;
  readonly simulatorUrl: string | null;
  /** The secret between the hub and the simulated services. */
  readonly serviceSecret?: string;
}

/** The environment of the gateway, the workers and the demo. The shell's variables win over our defaults. */
export function childEnvironment(shell: NodeJS.ProcessEnv, given: ChildEnvironment): Record<string, string> {
  const passed = Object.entries(shell).filter((entry): entry is [string, string] => entry[1] !== undefined && !NOT_PASSED_ON.test(entry[0]));
  const providers = given.simulatorUrl ?? NOWHERE;
  const allow = [shell['PARLEY_OUTGOING_ALLOW'], given.simulatorUrl === null ? '' : new URL(given.simulatorUrl).host].filter(Boolean).join(',');
  return {
    // One arena of glibc instead of one per thread: 10 MB less in each process.
    MALLOC_ARENA_MAX: '1',
    POWERTOOLS_LOG_LEVEL: 'WARN',
    POWERTOOLS_TRACE_ENABLED: 'false',
    // Otherwise X-Ray's library follows every promise with async hooks, although nothing is traced.
    AWS_XRAY_MANUAL_MODE: 'true',
    PARLEY_PUBLIC_URL: given.apiUrl,
    // On a laptop, the simulator replaces all providers.
    ...Object.fromEntries(Object.keys(PROVIDERS).map((name) => [name, providers])),
    MAIL_IDENTITIES: '*',
    MAIL_FROM: 'no-reply@parley.example',
    ...Object.fromEntries(passed.filter(([, value]) => value !== '')),
    ...doubles(shell, given),
    PARLEY_OUTGOING_ALLOW: allow,
    PARLEY_ROOT: given.root,
    PARLEY_HOME: given.settings.home,
    // A data folder has one deployment, so names of secrets need no profile, and folders of earlier versions stay readable.
    ORIGIN_SECRETS_PREFIX: 'parley/',
    PARLEY_LAUNCH: given.launchFile,
    PARLEY_WAKE_PORT: String(given.wakePorts.workers),
    PARLEY_WAKE_PORTS: given.gatewayQueues.map((queue) => `queue:${queue}=${given.wakePorts.gateway}`).join(','),
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'laptop',
    AWS_SECRET_ACCESS_KEY: 'laptop',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL: NOWHERE,
    ...given.engines,
    AWS_ENDPOINT_URL_DYNAMODB: given.tableEndpoint ?? NOWHERE,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: given.tableEndpoint ?? NOWHERE,
  };
}

/** Services that the simulator replaces: those with the address `simulator`, and the toolbox without an address (an empty one turns it off). */
function doubles(shell: NodeJS.ProcessEnv, { simulatorUrl, serviceSecret = '' }: ChildEnvironment): Record<string, string> {
  const asked = { AITOOLBOX: 'AITOOLBOX_SERVICE_URL', TICKET_HELPER: 'TICKET_HELPER_SERVICE_URL', USER_SERVICE: 'USER_SERVICE_URL' };
  const paths = { AITOOLBOX: 'toolbox', TICKET_HELPER: 'helper', USER_SERVICE: 'people' };
  const usual = { AITOOLBOX: SIMULATOR, TICKET_HELPER: '', USER_SERVICE: '' };
  const env: Record<string, string> = {};
  for (const name of ['AITOOLBOX', 'TICKET_HELPER', 'USER_SERVICE'] as const) {
    if ((shell[asked[name]] ?? usual[name]) !== SIMULATOR) continue;
    Object.assign(env, simulatorUrl === null ? { [asked[name]]: '' } : { [asked[name]]: `${simulatorUrl}/${paths[name]}`, [`${name}_SECRET`]: serviceSecret });
  }
  return env;
}
