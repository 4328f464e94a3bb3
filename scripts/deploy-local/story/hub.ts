/** The deployed API as a client uses it. */
export interface Hub {
  readonly baseUrl: string;
  as(token: string | null): Hub;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  delete(path: string): Promise<void>;
  /** Sends a provider's request with these bytes and headers. Returns the status. */
  raw(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<number>;
}

const LIMIT_MS = 35_000;

/** Every call throws with the whole response unless its status is 2xx. */
export function hubAt(baseUrl: string, token: string | null = null): Hub {
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Response> =>
    fetch(`${baseUrl}${path}`, { method, headers, body, signal: AbortSignal.timeout(LIMIT_MS) });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const headers = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await send(method, path, headers, body === undefined ? undefined : JSON.stringify(body));
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return {
    baseUrl,
    as: (other) => hubAt(baseUrl, other),
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body ?? {}),
    patch: (path, body) => call('PATCH', path, body),
    delete: async (path) => call('DELETE', path),
    raw: async (path, body, headers) => {
      const response = await send('POST', path, { 'content-type': 'application/json', ...headers }, body);
      await response.arrayBuffer();
      return response.status;
    },
  };
}

/** Polls until the result is neither undefined nor false. @throws with the last error at the time-out */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, patienceMs: number): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    let last: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`timed out after ${patienceMs / 1000} s: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
