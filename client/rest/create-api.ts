import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../api.ts';
import { errorOf } from './problem.ts';
import { createTransport, type TransportOptions } from './transport.ts';

export interface ApiOptions extends TransportOptions {
  /** Where the API is, such as `https://api.example.com`, without a slash at the end. */
  readonly baseUrl: string;
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type With<M extends Method> = { [P in keyof paths]: paths[P] extends { readonly [K in M]: unknown } ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends { readonly [K in M]: infer O } ? O : never;
type Params<O> = O extends { readonly parameters: infer T } ? (object extends T ? { readonly params?: T } : { readonly params: T }) : object;
type Body<O> = O extends { readonly requestBody: { readonly content: infer C } }
  ? { readonly body: C[keyof C] }
  : O extends { readonly requestBody?: { readonly content: infer C } }
    ? { readonly body?: C[keyof C] }
    : object;
interface More {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** `text` for a response that is no JSON. */
  readonly parseAs?: 'json' | 'text' | 'blob';
}
type Init<O> = Params<O> & Body<O> & More;
type Good = 200 | 201 | 202 | 204;
type Content<R> = R extends { readonly content: infer C } ? C[keyof C] : undefined;
/** The body of a good response; a 204 has none. */
type Answer<O> = O extends { readonly responses: infer R } ? { [S in keyof R & Good]: Content<R[S]> }[keyof R & Good] : never;

/** One HTTP method: a path of the API and its parameters and body → the body of the response. Rejects with ParleyError. */
export type Call<M extends Method> = <P extends With<M>>(
  path: P,
  ...init: object extends Init<Operation<P, M>> ? [Init<Operation<P, M>>?] : [Init<Operation<P, M>>]
) => Promise<Answer<Operation<P, M>>>;

export interface Api {
  readonly GET: Call<'get'>;
  readonly POST: Call<'post'>;
  readonly PUT: Call<'put'>;
  readonly PATCH: Call<'patch'>;
  readonly DELETE: Call<'delete'>;
  /** openapi-fetch's own client, for whoever needs a response's headers. It rejects with ParleyError, too. */
  readonly client: Client<paths>;
  /** A call without types: JSON in, JSON out. */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
}

/**
 * `const api = createApi({ baseUrl, token: () => key }); const { items } = await api.GET('/v1/tickets', { params: { query: { status: 'working' } } });`
 *
 * With a session: `createApi({ baseUrl, ...createSession({ baseUrl }) })`.
 */
export function createApi(options: ApiOptions): Api {
  const { baseUrl } = options;
  const transport = createTransport(options);
  const client = createClient<paths>({ baseUrl, fetch: transport });
  client.use({
    onResponse: async ({ response }) => {
      if (!response.ok) throw await errorOf(response);
    },
  });
  // The generated types vouch for what each path takes and returns.
  const untyped = client as unknown as Readonly<Record<string, (path: string, init?: object) => Promise<{ data?: unknown }>>>;
  const call =
    (method: string) =>
    async (path: string, init?: object): Promise<unknown> =>
      (await untyped[method]?.(path, init))?.data;
  return {
    GET: call('GET') as Call<'get'>,
    POST: call('POST') as Call<'post'>,
    PUT: call('PUT') as Call<'put'>,
    PATCH: call('PATCH') as Call<'patch'>,
    DELETE: call('DELETE') as Call<'delete'>,
    client,
    async request(method, path, body) {
      const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await transport(new Request(`${baseUrl}${path}`, { method, ...json }));
      if (!response.ok) throw await errorOf(response);
      const text = await response.text();
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    },
  };
}
