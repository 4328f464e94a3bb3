/** The hub's API as an operator of one tenant calls it: `PARLEY_API_URL`, and `PARLEY_API_KEY`, a key with the role admin. */
export interface Hub {
  /** @throws HubRefused with the problem's title */
  post<T>(path: string, more?: { readonly idempotencyKey?: string; readonly body?: unknown }): Promise<T>;
  /** @throws HubRefused with the problem's title */
  get<T>(path: string): Promise<T>;
}

export class HubRefused extends Error {
  readonly status: number;
  constructor(status: number, title: string) {
    super(`the hub answered ${status}: ${title}`);
    this.name = 'HubRefused';
    this.status = status;
  }
}

/** @throws when one of the two is not set */
export const openHub = (env: Readonly<Record<string, string | undefined>>): Hub => {
  const [url, key] = [env['PARLEY_API_URL'], env['PARLEY_API_KEY']];
  if (!url || !key) throw new Error(`set ${url ? 'PARLEY_API_KEY' : 'PARLEY_API_URL'}`);
  const call = async <T>(method: string, path: string, { idempotencyKey, body: given }: { idempotencyKey?: string; body?: unknown } = {}): Promise<T> => {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        ...(given === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(given === undefined ? {} : { body: JSON.stringify(given) }),
      signal: AbortSignal.timeout(60_000),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw new HubRefused(response.status, String((body as { title?: string }).title));
    return body as T;
  };
  return { post: (path, more) => call('POST', path, more), get: (path) => call('GET', path) };
};
