// biome-ignore-all format: made from the route table by client/generate.ts; do not edit.
export type Problem = {
  readonly code: "invalid_request" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "illegal_transition" | "already_taken" | "stale" | "too_large" | "unprocessable" | "rate_limited" | "unavailable" | "internal";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly {
    readonly path: string;
    readonly message: string;
  }[];
  readonly [name: string]: unknown;
};

export type Tenant = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly registration: "closed" | "open" | {
    readonly domains: readonly string[];
  };
  /** What the console keeps for the whole business. */
  readonly settings: {
    readonly [name: string]: string | number | boolean | null;
  };
  readonly createdAt: string;
};

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  readonly teamIds: readonly string[];
  readonly mobileNumber: string | null;
  readonly createdAt: string;
};

export type Session = {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token is good for. */
  readonly expiresIn: number;
  readonly user: User;
};

export type Me = {
  readonly type: "agent" | "user" | "key";
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  readonly teamIds: readonly string[];
  readonly mobileNumber: string | null;
  readonly createdAt: string | null;
  readonly tenant: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
  };
};

export type Agent = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "admin" | "supervisor" | "agent";
  readonly teamIds: readonly string[];
  readonly createdAt: string;
};

export type Team = {
  readonly id: string;
  readonly name: string;
  readonly members: number;
  readonly createdAt: string;
};

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  readonly createdAt: string;
};

export type NewApiKey = {
  readonly id: string;
  readonly name: string;
  readonly role: "admin" | "supervisor" | "agent" | "user";
  /** The first characters. */
  readonly hint: string;
  readonly createdAt: string;
  readonly key: string;
};

export type Attachment = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly url: string;
};

export interface Operations {
  /** Whether the API answers */
  'GET /v1/health': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly status: "ok";
    };
  };
  /** Create a tenant with its first admin */
  'POST /v1/tenants': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly slug: string;
      readonly registration?: "closed" | "open" | {
        readonly domains: readonly string[];
      };
      readonly admin: {
        readonly name: string;
        readonly email: string;
        readonly password: string;
      };
    };
    readonly answer: {
      readonly id: string;
      readonly slug: string;
      readonly name: string;
    };
  };
  /** The tenant of the caller */
  'GET /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Tenant;
  };
  /** Change name, registration or settings */
  'PATCH /v1/tenant': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly registration?: "closed" | "open" | {
        readonly domains: readonly string[];
      };
      /** What the console keeps for the whole business. */
      readonly settings?: {
        readonly [name: string]: string | number | boolean | null;
      };
    };
    readonly answer: Tenant;
  };
  /** Register as a user of a tenant */
  'POST /v1/registrations': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly tenant: string;
      readonly name: string;
      readonly email: string;
      readonly password: string;
      readonly mobileNumber?: string;
    };
    readonly answer: User;
  };
  /** Sign in */
  'POST /v1/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: {
      readonly tenant?: string;
      readonly email?: string;
      readonly password?: string;
    };
    readonly answer: Session;
  };
  /** Sign out */
  'DELETE /v1/sessions': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Exchange a refresh token for new tokens */
  'POST /v1/sessions/refresh': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly refreshToken: string;
    };
    readonly answer: Session;
  };
  /** Who the credential stands for */
  'GET /v1/me': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Me;
  };
  /** List the agents */
  'GET /v1/agents': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Agent[];
      readonly nextCursor: string | null;
    };
  };
  /** Add an agent */
  'POST /v1/agents': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly email: string;
      readonly password: string;
      readonly role: "admin" | "supervisor" | "agent";
      readonly teamIds?: readonly string[];
    };
    readonly answer: Agent;
  };
  /** Read an agent */
  'GET /v1/agents/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Agent;
  };
  /** Change an agent */
  'PATCH /v1/agents/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
      readonly email?: string;
      readonly password?: string;
      readonly role?: "admin" | "supervisor" | "agent";
      readonly teamIds?: readonly string[];
    };
    readonly answer: Agent;
  };
  /** Remove an agent */
  'DELETE /v1/agents/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the teams */
  'GET /v1/teams': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly Team[];
      readonly nextCursor: string | null;
    };
  };
  /** Add a team */
  'POST /v1/teams': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
    };
    readonly answer: Team;
  };
  /** Read a team */
  'GET /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Team;
  };
  /** Rename a team */
  'PATCH /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body: {
      readonly name?: string;
    };
    readonly answer: Team;
  };
  /** Remove a team without members */
  'DELETE /v1/teams/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** List the API keys */
  'GET /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: {
      /** How many at most; 50 unless given. */
      readonly limit?: number;
      /** The `nextCursor` of the page before, with the same query. */
      readonly cursor?: string;
      readonly sort?: "name" | "-name" | "createdAt" | "-createdAt";
    };
    readonly body?: undefined;
    readonly answer: {
      readonly items: readonly ApiKey[];
      readonly nextCursor: string | null;
    };
  };
  /** Make an API key */
  'POST /v1/api-keys': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly role: "admin" | "supervisor" | "agent" | "user";
    };
    readonly answer: NewApiKey;
  };
  /** Revoke an API key at once */
  'DELETE /v1/api-keys/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: undefined;
  };
  /** Announce an attachment and get a form to upload it */
  'POST /v1/attachments': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body: {
      readonly name: string;
      readonly type: string;
      readonly size: number;
    };
    readonly answer: {
      readonly id: string;
      readonly upload: {
        readonly url: string;
        readonly fields: {
          readonly [name: string]: string;
        };
      };
    };
  };
  /** Get a download link that is good for 5 minutes */
  'GET /v1/attachments/{id}': {
    readonly params: {
      readonly id: string;
    };
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: Attachment;
  };
  /** This documentation as OpenAPI 3.1 */
  'GET /openapi.json': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: {
      readonly openapi: string;
      readonly [name: string]: unknown;
    };
  };
  /** This documentation as a page */
  'GET /docs': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
  /** This documentation as a page */
  'GET /api-docs': {
    readonly params?: undefined;
    readonly query?: undefined;
    readonly body?: undefined;
    readonly answer: string;
  };
}

/** Operations that need no parameter, query or body. */
export type Bare = 'GET /v1/health' | 'GET /v1/tenant' | 'POST /v1/sessions' | 'DELETE /v1/sessions' | 'GET /v1/me' | 'GET /v1/agents' | 'GET /v1/teams' | 'GET /v1/api-keys' | 'GET /openapi.json' | 'GET /docs' | 'GET /api-docs';

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
  const search = new URLSearchParams(Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])));
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
    const problem = json ? (answer as Problem) : { code: 'internal' as const, title: response.statusText, status: response.status, detail: text.slice(0, 200), errors: [] };
    throw new ApiError(response.status, problem, retryAfter === null ? undefined : Number(retryAfter));
  };
  // The table vouches for what each operation takes and answers.
  return call as Call;
}
