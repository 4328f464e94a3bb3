/** An answer of the API; the body is parsed when it is JSON, else text. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
}

export interface Call {
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | null;
}

/** The HTTP API as a client sees it. `token` may change (a refreshed session). */
export interface Api {
  token: string | null;
  readonly baseUrl: string;
  call<T = unknown>(method: string, path: string, call?: Call): Promise<Answer<T>>;
  /** The body of an answer that must have this status (200 when none is given). @throws with the whole answer otherwise. */
  get<T = unknown>(path: string, status?: number): Promise<T>;
  post<T = unknown>(path: string, body?: unknown, status?: number, headers?: Readonly<Record<string, string>>): Promise<T>;
  patch<T = unknown>(path: string, body: unknown, status?: number, headers?: Readonly<Record<string, string>>): Promise<T>;
  delete(path: string, status?: number): Promise<void>;
  as(token: string | null): Api;
}

export const api = (baseUrl: string, token: string | null = null): Api => {
  const self: Api = {
    token,
    baseUrl,
    async call<T>(method: string, path: string, { body, raw, headers = {}, token: own }: Call = {}) {
      const bearer = own === undefined ? self.token : own;
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        ...(payload === undefined ? {} : { body: payload }),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      const type = response.headers.get('content-type') ?? '';
      const json = type.includes('json') && !type.includes('ndjson');
      return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
    },
    async get<T>(path: string, status = 200) {
      return expected<T>(await self.call<T>('GET', path), status, `GET ${path}`);
    },
    async post<T>(path: string, body?: unknown, status = 201, headers = {}) {
      return expected<T>(await self.call<T>('POST', path, { body, headers }), status, `POST ${path}`);
    },
    async patch<T>(path: string, body: unknown, status = 200, headers = {}) {
      return expected<T>(await self.call<T>('PATCH', path, { body, headers }), status, `PATCH ${path}`);
    },
    async delete(path: string, status = 204) {
      expected(await self.call('DELETE', path), status, `DELETE ${path}`);
    },
    as: (other) => api(baseUrl, other),
  };
  return self;
};

const expected = <T>(answer: Answer<T>, status: number, what: string): T => {
  if (answer.status !== status) throw new Error(`${what} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
