import { send } from './http.ts';

/** A small client of the hub's public API, as an integration would have it. */
export class HubError extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(`the hub answered ${status}: ${detail}`);
    this.name = 'HubError';
    this.status = status;
  }
}

export type Json = Record<string, unknown>;

/**
 * One call. A connection that fails, a 429 and a 503 are retried for about a minute, because the hub may start or restart at
 * any time; POSTs send `key` as Idempotency-Key, so that a retry has no second effect. @throws HubError
 */
export async function call(
  method: string,
  url: string,
  options: { token?: string; body?: unknown; key?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Json> {
  const headers: Record<string, string> = { ...options.headers, accept: 'application/json' };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.key !== undefined) headers['idempotency-key'] = options.key;
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  for (let attempt = 1; ; attempt++) {
    const answer = await send(method, url, headers, body).catch((error: unknown) => error as Error);
    if (!(answer instanceof Error)) {
      if (answer.status >= 200 && answer.status < 300) return answer.text === '' ? {} : (JSON.parse(answer.text) as Json);
      if ((answer.status !== 503 && answer.status !== 429) || attempt >= TRIES) throw new HubError(answer.status, answer.text.slice(0, 500));
      await pause(Math.min(answer.retryAfter ?? 1, 10) * 1000);
    } else if (attempt >= TRIES) throw answer;
    await pause(Math.min(100 * 2 ** attempt, 5000));
  }
}

const TRIES = 14;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A person who is signed in; signs in again when the access token has expired. */
export class Session {
  private token: string | null = null;
  private readonly apiUrl: string;
  private readonly who: { readonly tenant: string; readonly email: string; readonly password: string };

  constructor(apiUrl: string, who: { tenant: string; email: string; password: string }) {
    this.apiUrl = apiUrl;
    this.who = who;
  }

  async call(method: string, path: string, body?: unknown, key?: string): Promise<Json> {
    const fresh = this.token === null;
    this.token ??= String((await call('POST', `${this.apiUrl}/v1/sessions`, { body: this.who }))['accessToken']);
    try {
      return await call(method, `${this.apiUrl}${path}`, { token: this.token, ...(body === undefined ? {} : { body }), ...(key === undefined ? {} : { key }) });
    } catch (error) {
      if (fresh || !(error instanceof HubError) || error.status !== 401) throw error;
      this.token = null;
      return this.call(method, path, body, key);
    }
  }

  /** All items of a list, page by page. */
  async list(path: string): Promise<Json[]> {
    const items: Json[] = [];
    for (let cursor: unknown = null; ; ) {
      const page = await this.call('GET', `${path}?limit=100${typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      items.push(...(page['items'] as Json[]));
      cursor = page['nextCursor'];
      if (typeof cursor !== 'string') return items;
    }
  }
}
