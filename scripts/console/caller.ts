import type { DevFile } from '../../local/supervisor/dev-file.ts';

export interface SignIn {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** The API for a person who is signed in: `await api('PATCH', '/v1/tickets/…', {status: 'solved'})` returns the body of the response. */
export interface ConsoleApi {
  /** @throws Error with the problem of a response of 400 or above */
  (method: string, path: string, body?: unknown): Promise<unknown>;
  /** Calls with the deployment's admin token, to manage tenants. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Later calls are those of this person. */
  signIn(as: SignIn): Promise<string>;
}

export function consoleApi({ apiUrl, adminToken, demo }: DevFile): ConsoleApi {
  let who: SignIn | null = demo;
  let token: string | undefined;

  const send = async (method: string, path: string, body: unknown, bearer?: string): Promise<{ status: number; body: unknown }> => {
    const asked = fetch(new URL(path, apiUrl), {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await asked.catch((cause: unknown) => {
      throw new Error(`no hub answers at ${apiUrl}; start it with npm start`, { cause });
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  };
  const good = ({ status, body }: { status: number; body: unknown }): unknown => {
    if (status < 400) return body === '' ? undefined : body;
    throw new Error(`${status} ${typeof body === 'string' ? body : JSON.stringify(body)}`);
  };
  const enter = async (): Promise<string> => {
    if (who === null) throw new Error('you are not signed in: use await api.signIn({tenant, email, password}), or api.admin(…) for tenants');
    const session = good(await send('POST', '/v1/sessions', who)) as { accessToken: string };
    return session.accessToken;
  };
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    token ??= await enter();
    let answer = await send(method, path, body, token);
    // Access tokens are valid for five minutes, but people use a console for longer.
    if (answer.status === 401) answer = await send(method, path, body, (token = await enter()));
    return good(answer);
  };
  return Object.assign(call, {
    admin: async (method: string, path: string, body?: unknown) => good(await send(method, path, body, adminToken)),
    signIn: async (as: SignIn) => {
      who = as;
      token = await enter();
      return `signed in as ${as.email}`;
    },
  });
}
