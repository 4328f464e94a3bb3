import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type ImapDouble, startImap } from '../harness/imap-double.ts';
import type { Origin } from '../harness/shapes.ts';
import { createTenant, type TestTenant } from '../harness/tenant.ts';

interface Place {
  readonly credentials: Readonly<Record<string, unknown>>;
  /** Members that the provider rejects, and the error that names them. */
  readonly wrong?: Readonly<Record<string, unknown>>;
  readonly code?: string;
  /** The account at the provider, with the path of its settings. */
  readonly account?: readonly [path: string, settings: object];
}
interface Result {
  readonly state: string;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const digits = (): string => String(1e14 + Math.floor(Math.random() * 1e14));

describe('an admin tests an origin of each channel with its provider', { timeout: 240_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let imap: ImapDouble;
  let hub: Hub;
  let tenant: TestTenant;
  let places: ReadonlyMap<string, Place>;
  const right = new Map<string, Origin>();

  const put = async (path: string, body: unknown): Promise<void> => {
    const { status } = await fetch(`${simulator.url}${path}`, { method: 'PUT', body: JSON.stringify(body) });
    expect(status, path).toBe(200);
  };
  const connect = (channel: string, credentials: object): Promise<Origin> => tenant.admin.post<Origin>('/v1/origins', { channel, name: channel, credentials });
  const run = ({ id }: Origin): Promise<Result> => tenant.admin.post<Result>(`/v1/origins/${id}/test`, undefined, 200);
  const lostAccess = async ({ id }: Origin): Promise<unknown> => (await tenant.admin.get<{ lostAccess?: unknown }>(`/v1/origins/${id}`)).lostAccess ?? null;

  const meta = (channel: string): Place => {
    const [accountId, appSecret, accessToken] = [digits(), randomUUID(), `EAAG${randomUUID()}`];
    return {
      credentials: { appSecret, verifyToken: 'v', accessToken, accountId },
      wrong: { accessToken: 'EAAG-other' },
      code: '190',
      account: [`/accounts/${channel}/${accountId}`, { accessToken, appSecret, webhookUrl: 'http://127.0.0.1:9/' }],
    };
  };
  const x = (): Place => {
    const [userId, secret, accessToken] = [digits(), randomUUID(), randomUUID()];
    const settings = { handle: 'shop', consumerSecret: secret, clientId: 'ci', accessToken, refreshToken: randomUUID(), webhookUrl: 'http://127.0.0.1:9/' };
    return {
      credentials: { consumerSecret: secret, accessToken, userId },
      wrong: { accessToken: 'other' },
      code: '401',
      account: [`/accounts/x/${userId}`, settings],
    };
  };
  const linkedin = (): Place => {
    const [organizationId, clientId, clientSecret, accessToken] = [digits(), randomUUID(), randomUUID(), randomUUID()];
    return {
      credentials: { clientId, clientSecret, accessToken, organizationId },
      wrong: { accessToken: 'other' },
      code: 'token_revoked',
      account: [`/accounts/linkedin/${organizationId}`, { clientId, clientSecret, accessToken, refreshToken: randomUUID(), webhookUrl: 'http://127.0.0.1:9/' }],
    };
  };
  const telegram = (): Place => {
    const bot = digits();
    return { credentials: { botToken: `${bot}:right`, secretToken: randomUUID() }, wrong: { botToken: `${bot}:wrong` }, code: '401' };
  };
  const twilio = (): Place => {
    const [accountSid, authToken] = [`AC${randomUUID().replaceAll('-', '')}`, randomUUID()];
    return {
      credentials: { accountSid, authToken, number: '+14155550100' },
      wrong: { authToken: randomUUID() },
      code: '20003',
      account: [`/accounts/twilio/${accountSid}`, { authToken, numbers: ['+14155550100'] }],
    };
  };
  const trustpilot = (): Place => {
    const [businessUnitId, apiKey, apiSecret, businessUserId] = [randomUUID().replaceAll('-', '').slice(0, 24), randomUUID(), randomUUID(), randomUUID()];
    return {
      credentials: { businessUnitId, webhookSecret: randomUUID(), apiKey, apiSecret, businessUserId },
      wrong: { apiSecret: 'other' },
      code: '401',
      account: [`/accounts/trustpilot/${businessUnitId}`, { apiKey, apiSecret, businessUserId }],
    };
  };
  const callback = (): Place => {
    const [name, signingSecret] = [randomUUID(), randomUUID()];
    return {
      credentials: { signingSecret, callbackUrl: `${simulator.url}/callbacks/${name}` },
      wrong: { signingSecret: randomUUID() },
      code: '401',
      account: [`/accounts/api/${name}`, { signingSecret }],
    };
  };
  const mail = (): Place => {
    const { host, port, user, password } = imap;
    const credentials = { address: `help@${randomUUID().slice(0, 8)}.example`, inboundSecret: randomUUID(), imap: { host, port, user, password } };
    return { credentials, wrong: { imap: { host, port, user, password: 'wrong' } }, code: 'imap' };
  };

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, retryDelay: 300 });
    imap = await startImap();
    const at = Object.fromEntries(
      ['META_GRAPH', 'X_API', 'LINKEDIN_API', 'TRUSTPILOT_API', 'TELEGRAM_API', 'TWILIO_API'].map((name) => [`${name}_URL`, simulator.url]),
    );
    const allowed = [new URL(simulator.url).host, `${imap.host}:${imap.port}`].join(',');
    hub = await startHub({ env: { ...at, SES_URL: simulator.url, PARLEY_OUTGOING_ALLOW: allowed, AI_WITHIN_MS: '20000' } });
    tenant = await createTenant(hub);
    places = new Map([
      ['facebook', meta('facebook')],
      ['instagram', meta('instagram')],
      ['whatsapp', meta('whatsapp')],
      ['x', x()],
      ['linkedin', linkedin()],
      ['telegram', telegram()],
      ['twilio', twilio()],
      ['trustpilot', trustpilot()],
      ['api', callback()],
      ['mail', mail()],
      ['livechat', { credentials: { allowedDomains: ['shop.example'], identitySecret: randomUUID() } }],
    ]);
    for (const [channel, { credentials, account }] of places) {
      if (account) await put(...account);
      const origin = await connect(channel, credentials);
      right.set(channel, origin);
      if (channel === 'telegram') {
        const { botToken, secretToken } = credentials as Record<string, string>;
        await put(`/accounts/telegram/${botToken?.split(':')[0]}`, { token: botToken, secretToken, webhookUrl: `${hub.baseUrl}${origin.webhookPath}` });
      }
    }
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
  });

  it('right credentials pass', async () => {
    for (const [channel, origin] of right) expect(await run(origin), channel).toMatchObject({ state: 'passed', error: null });
  });

  it('wrong ones are named, and the origin shows that it has lost its access', async () => {
    for (const [channel, { credentials, wrong, code }] of places) {
      if (!wrong) continue;
      const origin = await connect(channel, { ...credentials, ...wrong });
      expect(await run(origin), channel).toMatchObject({ state: 'failed', error: { code } });
      expect(await lostAccess(origin), channel).toMatchObject({ error: { code } });
    }
  });

  it('an access token that has expired is renewed by the test', async () => {
    const { credentials, account } = x() as { credentials: object; account: [string, { refreshToken: string; clientId: string }] };
    await put(...account);
    const { refreshToken, clientId } = account[1];
    const origin = await connect('x', { ...credentials, accessToken: 'expired', refreshToken, clientId });
    expect(await run(origin)).toMatchObject({ state: 'passed' });
  });

  it('a bot whose updates go elsewhere, and an address that SES has not verified, keep their access', async () => {
    const bot = digits();
    await put(`/accounts/telegram/${bot}`, { token: `${bot}:t`, secretToken: randomUUID(), webhookUrl: 'https://other.example/hook' });
    const telegramBot = await connect('telegram', { botToken: `${bot}:t`, secretToken: randomUUID() });
    expect(await run(telegramBot)).toMatchObject({ state: 'failed', error: { code: 'other_webhook' } });
    const address = `info@${randomUUID().slice(0, 8)}.example`;
    await put(`/accounts/mail/${address}`, { code: 'unverified', times: '1' });
    const mailbox = await connect('mail', { address, inboundSecret: randomUUID() });
    expect(await run(mailbox)).toMatchObject({ state: 'failed', error: { code: 'not_verified' } });
    expect([await lostAccess(telegramBot), await lostAccess(mailbox)]).toEqual([null, null]);
  });

  it('a provider that does not answer decides nothing', async () => {
    await simulator.close();
    await imap.close();
    for (const [channel, origin] of right) {
      expect((await run(origin)).state, channel).toBe(channel === 'livechat' ? 'passed' : 'unknown');
      expect(await lostAccess(origin), channel).toBeNull();
    }
  });
});
