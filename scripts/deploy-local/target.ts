import { signedHeaders } from '../../adapters/aws/sigv4.ts';

/** The target of the deployment: a service that speaks AWS's protocol at one address. */
export interface Target {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The session token of a role's credentials. */
  readonly sessionToken?: string | undefined;
}

/** Longer than the longest function that the story waits for. */
const LIMIT_MS = 70_000;

/** The environment that the CDK's command line reads, without this shell's own credentials and profiles. */
export function environmentOf(target: Target, account: string): NodeJS.ProcessEnv {
  const shell = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('VITEST') && name !== 'NODE_ENV');
  return {
    ...Object.fromEntries(shell),
    AWS_ENDPOINT_URL: target.endpoint,
    AWS_REGION: target.region,
    AWS_DEFAULT_REGION: target.region,
    AWS_ACCESS_KEY_ID: target.accessKeyId,
    AWS_SECRET_ACCESS_KEY: target.secretAccessKey,
    CDK_DEFAULT_REGION: target.region,
    CDK_DEFAULT_ACCOUNT: account,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/**
 * Calls services that the hub itself never calls, without their SDK clients. Returns the body.
 * @throws with the response when its status is not 2xx
 */
export class Services {
  readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  /** The JSON protocols: `X-Amz-Target`. */
  async json<T>(service: string, operation: string, body: unknown, version: '1.0' | '1.1' = '1.1'): Promise<T> {
    const headers = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': operation };
    const answer = await this.#call(service, 'POST', '/', headers, JSON.stringify(body));
    // Operations without an output (DeleteLogGroup) answer an empty body.
    return JSON.parse(answer === '' ? '{}' : answer) as T;
  }

  /** The Query protocol: form requests and XML responses. */
  async query(service: string, version: string, action: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const form = new URLSearchParams({ Action: action, Version: version, ...parameters });
    return this.#call(service, 'POST', '/', { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
  }

  /** REST. The path must be encoded already. */
  async rest(service: string, method: string, path: string, body?: string): Promise<string> {
    return this.#call(service, method, path, body === undefined ? {} : { 'content-type': 'application/json' }, body);
  }

  /** Runs a function and returns its result. @throws what it threw */
  async invoke(name: string, event: unknown): Promise<unknown> {
    const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
    const response = await this.#send('lambda', 'POST', path, { 'content-type': 'application/json' }, JSON.stringify(event));
    const text = await response.text();
    if (!response.ok || response.headers.has('x-amz-function-error')) throw new Error(`${name} answered ${response.status}: ${text.slice(0, 2_000)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async #call(service: string, method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<string> {
    const response = await this.#send(service, method, path, headers, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`);
    return text;
  }

  async #send(service: string, method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Response> {
    const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = this.target;
    const url = new URL(`${endpoint}${path}`);
    const signing = { service, region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }, at: new Date() };
    const signed = await signedHeaders({ method, url, headers, body }, signing);
    return fetch(url, { method, headers: signed, body, signal: AbortSignal.timeout(LIMIT_MS) });
  }
}

/** The same services, called by a role. @throws when the role cannot be assumed */
export async function servicesAs(services: Services, roleArn: string): Promise<Services> {
  const xml = await services.query('sts', '2011-06-15', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'poller' });
  const [accessKeyId, secretAccessKey, sessionToken] = ['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => elements(xml, name)[0]);
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error(`${roleArn} cannot be assumed`);
  return new Services({ ...services.target, accessKeyId, secretAccessKey, sessionToken });
}

/** The texts of an element, wherever it is in the XML. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text]) => unescaped(text ?? ''));

/** The contents of an element that has child elements. */
export const blocks = (xml: string, name: string): string[] => [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, inner]) => inner ?? '');

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

/** The account behind the credentials. */
export async function accountOf(services: Services): Promise<string> {
  const account = elements(await services.query('sts', '2011-06-15', 'GetCallerIdentity'), 'Account')[0];
  if (account === undefined) throw new Error(`${services.target.endpoint} does not return the account of the credentials`);
  return account;
}
