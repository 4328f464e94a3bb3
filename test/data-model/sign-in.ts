import { readKeys } from '../../domain/people/issuers/published-keys.ts';
import { openPostOffice } from '../harness/account-mail.ts';
import { authenticatorCode } from '../harness/authenticator.ts';
import { AUDIENCE, ISSUER, idTokenOf, signingKey } from '../harness/issuer.ts';
import { openAuthenticator } from '../harness/passkey.ts';
import type { openShop } from './shop.ts';
import { peopleSignInByAProvider } from './single-sign-on.ts';

type Shop = Pick<Awaited<ReturnType<typeof openShop>>, 'call' | 'as' | 'load'>;

interface Credentials {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}

/** The business signs in users of its own. An agent has a second factor, until an administrator takes it off and then removes the agent. */
export const anAgentLeaves = async (shop: Shop, id: string, credentials: Credentials): Promise<void> => {
  await theBusinessSignsIn(shop, credentials.tenant);
  await aSecondFactor(shop, credentials);
  await aPasskey(shop, credentials);
  await shop.call(`DELETE /v1/agents/${id}/totp`);
  await shop.call(`DELETE /v1/agents/${id}/passkeys`);
  await shop.call('DELETE /v1/agents/' + id);
};

/** Somebody is invited, revoked, and invited again; and then forgets the password. Others sign in by a provider. */
export const somebodyIsInvited = async (
  { call, as, api }: Pick<Shop, 'call' | 'as'> & { readonly api: Parameters<typeof openPostOffice>[0] & Parameters<typeof peopleSignInByAProvider>[0]['api'] },
  tenant: string,
) => {
  const post = openPostOffice(api);
  const email = `grace@${tenant}.example`;
  const password = 'correct horse battery staple';
  const { id } = await call('POST /v1/invitations', { email, role: 'agent' });
  await call(`DELETE /v1/invitations/${String(id)}`);
  await call('POST /v1/invitations', { email, role: 'agent' });
  await call(`POST /v1/invitations/${String(id)}/resend`);
  const link = await post.deliver();
  await call('GET /v1/invitations');
  const made = await as(undefined, () => call('POST /v1/invitations/accept', { token: link, name: 'Grace', password }));
  await as(undefined, () => call('POST /v1/password-resets', { tenant, email }));
  const token = await post.deliver();
  await as(undefined, () => call('POST /v1/password-resets/complete', { token, password: 'a horse of another colour' }));
  await call(`DELETE /v1/agents/${String(made['id'])}`);
  await peopleSignInByAProvider({ call, as, api }, tenant, `li@${tenant}.example`);
};

/** The business signs one of its users in, twice. */
const theBusinessSignsIn = async ({ call, as, load }: Shop, tenant: string): Promise<void> => {
  const tenantId = ((await call('GET /v1/me'))['tenant'] as { id: string }).id;
  const key = signingKey('EdDSA');
  const { id } = await call('POST /v1/identity-issuers', { issuer: ISSUER, audience: AUDIENCE, jwks: { keys: [key.jwk] } });
  await call('GET /v1/identity-issuers');
  await call(`PATCH /v1/identity-issuers/${String(id)}`, { jwksUrl: 'https://login.shop.example/keys' });
  const published = async () => ({ status: 200, body: JSON.stringify({ keys: [key.jwk] }) });
  await readKeys({ table: load.deps.table, clock: load.deps.clock, read: published }, { tenantId, id: String(id) });
  await call(`PATCH /v1/identity-issuers/${String(id)}`, { jwks: { keys: [key.jwk] } });
  const claims = { name: 'Mia', email: `mia@${tenant}.example` };
  for (let time = 0; time < 2; time += 1) {
    const idToken = await idTokenOf(key, { nowMs: load.deps.clock(), claims });
    await as(undefined, () => call('POST /v1/sessions', { tenant, idToken }));
  }
  await call(`DELETE /v1/identity-issuers/${String(id)}`);
};

/** The agent has two passkeys, loses one, and keeps the other until somebody removes it. */
const aPasskey = async ({ call, as }: Shop, credentials: Credentials): Promise<void> => {
  const { accessToken } = await as(undefined, () => call('POST /v1/sessions', credentials));
  const devices = ['Phone', 'Key'].map((name) => ({ name, authenticator: openAuthenticator('https://parley.test') }));
  await as(String(accessToken), async () => {
    for (const { name, authenticator } of devices) {
      const options = await call('POST /v1/me/passkeys/options', { password: credentials.password });
      const { id } = await call('POST /v1/me/passkeys', { name, credential: authenticator.create(options) });
      await call(`PATCH /v1/me/passkeys/${String(id)}`, { name: `My ${name}` });
      const asked = await as(undefined, () => call('POST /v1/sessions/passkey-options'));
      await as(undefined, () => call('POST /v1/sessions', { passkey: authenticator.get(asked) }));
      if (name === 'Phone') await call(`DELETE /v1/me/passkeys/${String(id)}`);
    }
    await call('GET /v1/me/passkeys');
  });
};

const aSecondFactor = async ({ call, as, load }: Shop, credentials: Credentials): Promise<void> => {
  const { password } = credentials;
  const { accessToken } = await as(undefined, () => call('POST /v1/sessions', credentials));
  await as(String(accessToken), async () => {
    const first = await call('POST /v1/me/totp', { password });
    const codeOf = (steps: number): string => authenticatorCode(String(first['secret']), load.deps.clock(), steps);
    const { recoveryCodes } = await call('POST /v1/me/totp/confirm', { code: codeOf(-1) });
    await call('GET /v1/me/totp');
    await as(undefined, () => call('POST /v1/sessions', { ...credentials, code: codeOf(0) }));
    await as(undefined, () => call('POST /v1/sessions', { ...credentials, code: 'wrong' }, 4));
    await call('POST /v1/me/totp/recovery-codes', { code: (recoveryCodes as string[])[0] });
    await call('POST /v1/me/totp/disable', { password, code: codeOf(1) });
    await call('POST /v1/me/totp', { password });
  });
};
