import type { DevFile } from '../../local/supervisor/dev-file.ts';

export interface SignIn {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** The API as somebody signed in: `await api('PATCH', '/v1/tickets/…', {status: 'solved'})` is the answer's body. */
export interface ConsoleApi {
  /** @throws Error with the problem of an answer of 400 or above */
  (method: string, path: string, body?: unknown): Promise<unknown>;
  /** By the deployment's admin token: tenants. */
  admin(method: string, path: string, body?: unknown): Promise<unknown>;
  /** From now on as this person. */
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
      throw new Error(`no hub answers at ${apiUrl}: npm start`, { cause });
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
    if (who === null) throw new Error('nobody is signed in: await api.signIn({tenant, email, password}), or api.admin(…) for tenants');
    const session = good(await send('POST', '/v1/sessions', who)) as { accessToken: string };
    return session.accessToken;
  };
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    token ??= await enter();
    let answer = await send(method, path, body, token);
    // Access tokens last five minutes, people at a console longer.
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
