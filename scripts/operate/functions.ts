import { type Credentials, signedHeaders } from '../../adapters/aws/sigv4.ts';

/** Lambda's endpoint and the caller's credentials: `AWS_ENDPOINT_URL_LAMBDA` or `AWS_ENDPOINT_URL` for an emulator, else AWS's own. */
export interface Caller {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: () => Promise<Credentials>;
}

/** The part of Lambda's API that operators need (docs.aws.amazon.com/lambda/latest/api/, ListFunctions and Invoke, 2026-11). */
export interface Functions {
  /** The name of the only function with this prefix. @throws when there is none, or several */
  named(prefix: string): Promise<string>;
  /** Invokes a function and returns its result. @throws FunctionFailed with what it threw */
  invoke(name: string, payload: unknown): Promise<unknown>;
}

export class FunctionFailed extends Error {
  constructor(name: string, answer: string) {
    super(`${name} failed: ${answer.slice(0, 500)}`);
    this.name = 'FunctionFailed';
  }
}

export const lambdaEndpoint = (region: string, env: Readonly<Record<string, string | undefined>>): string =>
  (env['AWS_ENDPOINT_URL_LAMBDA'] ?? env['AWS_ENDPOINT_URL'] ?? `https://lambda.${region}.amazonaws.com`).replace(/\/$/, '');

export const openFunctions = (caller: Caller): Functions => {
  const call = async (method: string, path: string, body?: string): Promise<Response> => {
    const url = new URL(`${caller.endpoint}/2015-03-31/functions/${path}`);
    const signing = { service: 'lambda', region: caller.region, credentials: await caller.credentials(), at: new Date() };
    const headers = await signedHeaders({ method, url, headers: {}, ...(body === undefined ? {} : { body }) }, signing);
    // The slowest function that is called here may take a minute.
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(90_000) });
    if (!response.ok) throw new Error(`Lambda answered ${response.status}: ${(await response.text()).slice(0, 500)}`);
    return response;
  };

  return {
    async named(prefix) {
      const names: string[] = [];
      let marker: string | undefined;
      do {
        const answer = await call('GET', marker ? `?Marker=${encodeURIComponent(marker)}` : '');
        const page = (await answer.json()) as { Functions?: readonly { FunctionName: string }[]; NextMarker?: string };
        names.push(...(page.Functions ?? []).map(({ FunctionName }) => FunctionName).filter((name) => name.startsWith(prefix)));
        marker = page.NextMarker || undefined;
      } while (marker);
      const [name, ...others] = names;
      if (name === undefined || others.length > 0) throw new Error(`${names.length} functions begin with ${prefix}`);
      return name;
    },
    async invoke(name, payload) {
      const answer = await call('POST', `${encodeURIComponent(name)}/invocations`, JSON.stringify(payload));
      const text = await answer.text();
      if (answer.headers.get('x-amz-function-error')) throw new FunctionFailed(name, text);
      return text === '' ? null : (JSON.parse(text) as unknown);
    },
  };
};
