import { GRACE, openOutside } from '../harness/oidc-outside.ts';
import { pageSecret } from '../harness/sso.ts';
import type { openShop } from './shop.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as'> & { readonly api: Parameters<typeof openOutside>[0] };

/** People sign in by a provider: an agent who was there, a new one, a user who had a password, and somebody whom nobody knows. Then the provider goes. */
export const peopleSignInByAProvider = async ({ call, as, api }: Shop, tenant: string, agent: string): Promise<void> => {
  const outside = openOutside(api);
  outside.tasks();
  const draft = { name: 'Staff', issuer: 'https://login.shop.example', clientId: 'parley', clientSecret: 'a secret', newPeople: 'agent' };
  const { id } = await call('POST /v1/identity-providers', draft);
  await outside.work();
  await call('GET /v1/identity-providers');
  await call(`GET /v1/sessions/oidc-providers?tenant=${tenant}`);
  const signIn = async (subject: string, email: string, status = 2): Promise<string> => {
    const { verifier, challenge } = pageSecret();
    outside.exchange = { claims: { ...GRACE, subject, email } };
    return as(undefined, async () => {
      const { state } = await call('POST /v1/sessions/oidc-start', { tenant, provider: id, challenge });
      await call(`GET /v1/oidc/callback/${String(id)}?code=c&state=${String(state)}`, undefined, 3);
      await outside.work();
      const { user } = await call('POST /v1/sessions', { oidc: { state, verifier } }, status);
      return String((user as { readonly id: string } | undefined)?.id);
    });
  };
  await signIn('agent', agent);
  const made = await signIn('new', `sso@${tenant}.example`);
  await signIn('new', `sso@${tenant}.example`);
  await call(`PATCH /v1/identity-providers/${String(id)}`, { newPeople: 'user' });
  await signIn('user', `sso-user@${tenant}.example`);
  await call('PATCH /v1/tenant', { registration: 'open' });
  const registered = { tenant, name: 'Mo', email: `sso-mo@${tenant}.example`, password: 'correct horse battery staple' };
  await as(undefined, () => call('POST /v1/registrations', registered));
  await signIn('mo', registered.email);
  await call(`PATCH /v1/identity-providers/${String(id)}`, { newPeople: null });
  await signIn('stranger', 'stranger@elsewhere.example', 4);
  await call(`POST /v1/identity-providers/${String(id)}/test`);
  await outside.work();
  await call(`DELETE /v1/identity-providers/${String(id)}`);
  await call(`DELETE /v1/agents/${made}`);
};
