import type { Bare, Operations, Problem } from './api.ts';

/** Begins the client: what follows is copied from client/call.ts. */
export interface ClientOptions {
  /** Where the API stands, without a slash at the end. */
  readonly baseUrl: string;
  /** An access token or an API key, asked for at each call. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Called once after a 401; true: there is a new token, try again. */
  readonly renew?: () => Promise<boolean>;
  readonly fetch?: typeof fetch;
}

type Input<K extends keyof Operations> = Pick<Operations[K], 'params' | 'query' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

/** An answer of 400 and above. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait, when the API said so. */
  readonly retryAfter: number | undefined;
  constructor(status: number, problem: Problem, retryAfter: number | undefined) {
    super(`${status} ${problem.code}: ${problem.detail}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export interface Call {
  <K extends Bare>(operation: K, input?: Input<K>): Promise<Operations[K]['answer']>;
  <K extends keyof Operations>(operation: K, input: Input<K>): Promise<Operations[K]['answer']>;
}

interface AnyInput {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const urlOf = (path: string, params: object | undefined, query: object | undefined): string => {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[name])));
  const search = new URLSearchParams(
    Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])),
  );
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
};

/** `const call = createClient({baseUrl, token}); await call('GET /v1/tickets', {query: {status: 'working'}})`. Rejects with ApiError. */
export function createClient(options: ClientOptions): Call {
  const send = options.fetch ?? fetch;
  const call = async (operation: string, input: AnyInput = {}): Promise<unknown> => {
    const { params, query, body, headers, signal } = input;
    const [method = 'GET', path = '/'] = operation.split(' ');
    const attempt = async (): Promise<Response> => {
      const token = await options.token?.();
      return send(`${options.baseUrl}${urlOf(path, params, query)}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    };
    let response = await attempt();
    if (response.status === 401 && (await options.renew?.()) === true) response = await attempt();
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    const answer: unknown = text === '' ? undefined : json ? JSON.parse(text) : text;
    if (response.ok) return answer;
    const retryAfter = response.headers.get('retry-after');
    const problem = json
      ? (answer as Problem)
      : { code: 'internal' as const, title: response.statusText, status: response.status, detail: text.slice(0, 200), errors: [] };
    throw new ApiError(response.status, problem, retryAfter === null ? undefined : Number(retryAfter));
  };
  // The table vouches for what each operation takes and answers.
  return call as Call;
}
