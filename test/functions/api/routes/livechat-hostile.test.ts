import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { broken, twisted, written } from '../../../channels/twisted.ts';
import { seedOfRun } from '../../../harness/random.ts';
import { identityOf, livechatShop, PAGE } from './livechat-shop.ts';

/** A live chat has no provider: these routes are what anybody on the internet can call. They take the place of a webhook's parser and its bad input. */
const MANY = '1000000000';
const UNLIMITED = { LIVECHAT_SESSIONS_PER_ADDRESS: MANY, LIVECHAT_POSTS_PER_VISITOR: MANY, LIVECHAT_POSTS_PER_ADDRESS: MANY };
let shop: Awaited<ReturnType<typeof livechatShop>>;
let token: string;
/** Of a visitor who signs in: their anonymous token ends then. */
let spare: string;
beforeAll(async () => {
  shop = await livechatShop(UNLIMITED);
  token = (await shop.visitor({ name: 'Mia' })).session.token;
  spare = (await shop.visitor()).session.token;
});

/** Bodies as docs/livechat.md describes them. */
const samples = (): Readonly<Record<string, object>> => ({
  'POST /v1/livechat/sessions': {
    originId: shop.origin.id,
    token: spare,
    identity: identityOf('user-7'),
    name: 'Mia',
    email: 'mia@customers.example',
    answers: { order: '77', topic: 'delivery' },
  },
  'POST /v1/livechat/messages': { id: 'm-1', text: 'Where is order 77? 📦', attachmentIds: ['a'] },
  'POST /v1/livechat/acks': { delivered: 3, read: 2 },
  'POST /v1/livechat/attachments': { name: 'photo.png', type: 'image/png', size: 20_481 },
});
const TARGETS = ['sessions', 'messages', 'acks', 'attachments'].map((path) => `POST /v1/livechat/${path}`);
const RUNS = 2_500;
const seed = seedOfRun();

describe.each(TARGETS)('%s', (target) => {
  const call = (raw: string, isUtf8 = true) => shop.harness.call(target, { token, raw, isUtf8, headers: { origin: PAGE } });
  const bodies = (): fc.Arbitrary<{ readonly raw: string; readonly isUtf8: boolean }> => {
    const sample = samples()[target] ?? {};
    const bytes = Buffer.from(JSON.stringify(sample));
    const asText = (body: Uint8Array) => {
      const raw = Buffer.from(body).toString('utf8');
      return { raw, isUtf8: Buffer.from(raw).equals(Buffer.from(body)) };
    };
    return fc.oneof(
      { weight: 3, arbitrary: twisted(sample).map((body) => asText(written(body))) },
      { weight: 1, arbitrary: broken(bytes).map(asText) },
      { weight: 1, arbitrary: fc.json().map((raw) => ({ raw, isUtf8: true })) },
    );
  };

  it(`takes or refuses ${RUNS} broken bodies, and never fails (seed ${seed})`, { timeout: 180_000 }, async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(bodies(), async ({ raw, isUtf8 }) => {
        const { status, body } = await call(raw, isUtf8);
        seen.add(status);
        expect([201, 204, 400, 403, 404, 409, 413, 422]).toContain(status);
        expect(JSON.stringify(body ?? null)).not.toMatch(/\\ud[89a-f]/i);
      }),
      { numRuns: RUNS, seed },
    );
    expect(seen).toContain(400);
  });

  it('refuses what is no object, nests without end, is too long or is no UTF-8', async () => {
    for (const raw of ['', '{', 'null', '[]', '"x"', '['.repeat(100_000) + ']'.repeat(100_000), '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)])
      expect((await call(raw)).status, raw.slice(0, 20)).toBe(400);
    expect((await call(JSON.stringify(samples()[target]), false)).status).toBe(400);
    expect((await call(JSON.stringify({ ...samples()[target], text: 'x'.repeat(1024 * 1024) }))).status).toBe(413);
  });
});

describe('a token that is not the visitor’s own', () => {
  const altered = (): readonly [string, string | undefined][] => {
    const [head = '', claims = '', mac = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'another' })).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    return [
      ['missing', undefined],
      ['cut short', token.slice(0, -4)],
      ['longer', `${token}AAAA`],
      ['with an altered byte', `${head}.${claims}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`],
      ['of another visitor under the same signature', `${head}.${other}.${mac}`],
      ['without a signature', `${none}.${other}.`],
      ['of staff', shop.world.adminToken],
    ];
  };

  it('opens no route, and nothing is stored', async () => {
    const before = shop.harness.table.all().length;
    for (const [how, given] of altered())
      for (const target of [...TARGETS.slice(1), 'POST /v1/livechat/socket-tickets', 'GET /v1/livechat/updates', 'GET /v1/livechat/messages']) {
        const body = samples()[target];
        const { status } = await shop.harness.call(target, {
          headers: { origin: PAGE },
          ...(given === undefined ? {} : { token: given }),
          ...(body === undefined ? {} : { body }),
        });
        expect(status, `${how}: ${target}`).toBe(401);
      }
    expect(shop.harness.table.all()).toHaveLength(before);
  });

  it('ends after 180 days', async () => {
    const old = await livechatShop();
    const { session } = await old.visitor();
    old.harness.pass(181 * 86_400_000);
    expect((await old.asVisitor('GET /v1/livechat/updates', { token: session.token })).status).toBe(401);
  });
});
