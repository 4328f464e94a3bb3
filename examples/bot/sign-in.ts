import { type Api, createApi } from '../../client/rest/create-api.ts';
import { ParleyError } from '../../client/rest/problem.ts';
import { createSession } from '../../client/rest/session.ts';
import type { Store } from '../../client/storage/store.ts';
import { BOT, openDemo } from '../shared/demo-people.ts';
import type { RunningHub } from '../shared/running-hub.ts';
import type { Me } from './replies.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The bot's API and who it is: by `PARLEY_API_KEY`, by `PARLEY_TENANT`, `PARLEY_EMAIL` and `PARLEY_PASSWORD`, or, on the demo shop, by a token of the business. The
 * store keeps the session over a restart. @throws ParleyError; Error if there is nothing to sign in with
 */
export async function signIn(hub: RunningHub, store: Store, env: Environment = process.env): Promise<{ api: Api; me: Me }> {
  const { PARLEY_API_KEY: apiKey, PARLEY_TENANT: tenant, PARLEY_EMAIL: email, PARLEY_PASSWORD: password } = env;
  if (apiKey !== undefined) return known(createApi({ baseUrl: hub.apiUrl, token: () => apiKey }));
  const session = createSession({ baseUrl: hub.apiUrl, store });
  const api = createApi({ baseUrl: hub.apiUrl, ...session });
  if ((await session.user()) !== undefined) {
    try {
      return await known(api);
    } catch (error) {
      if (!(error instanceof ParleyError) || error.status !== 401) throw error;
    }
  }
  if (tenant !== undefined && email !== undefined && password !== undefined) await session.signIn({ tenant, email, password });
  else {
    const demo = await openDemo(hub);
    if (demo === null) throw new Error('Set PARLEY_API_KEY, or PARLEY_TENANT, PARLEY_EMAIL and PARLEY_PASSWORD.');
    await session.signIn({ tenant: demo.tenant, idToken: await demo.token(BOT) });
  }
  return known(api);
}

async function known(api: Api): Promise<{ api: Api; me: Me }> {
  const { id, name } = await api.GET('/v1/me');
  return { api, me: { id, name } };
}
