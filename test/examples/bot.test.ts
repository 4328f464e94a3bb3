import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { jwtVerify } from 'jose';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { MessageFrame } from '../../client/realtime/order.ts';
import { answerTo } from '../../examples/bot/answer.ts';
import { fileStore } from '../../examples/bot/file-store.ts';
import { replyTo } from '../../examples/bot/replies.ts';
import { businessKey } from '../../examples/shared/business-key.ts';
import { runningHub } from '../../examples/shared/running-hub.ts';

const ME = { id: 'bot', name: 'Luna’s helper' };
const folder = mkdtempSync(join(tmpdir(), 'parley-bot-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['hello', /^Hello! I am Luna’s helper\. I can do this/],
  ['Good morning, who is there?', /^Hello!/],
  ['help', /^I can do this/],
  ['@[bot] help', /^I can do this/],
  ['@[bot]', /^I can do this/],
  ['order 1001', /^Order 1001: 2 × fig candle/],
  ['Order #1004?', /^Order 1004: .*refund/],
  ['1003', /neighbour/],
  ['order 9999', /^I know no order 9999\.$/],
  ['order please', /^Which order\?/],
  ['echo a\nb @[nora] c', /^a\nb {3}c$/],
  ['hellish', /^You wrote “hellish”/],
])('%s is answered', (text, answer) => expect(answerTo(text, ME.name)).toMatch(answer));

it('answers whatever is written, within the length of a message, and mentions nobody', () => {
  const written = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.constantFrom('𝒳'.repeat(600), '\uD800 \u202E é 👩‍👩‍👧'),
    fc.constantFrom('x'.repeat(5000), '@[a]', '@@[x][a] b', 'echo @[a] @[b]', '@[@[a]]'),
  );
  fc.assert(
    fc.property(written, (text) => {
      const said = answerTo(text, ME.name);
      expect(said.trim()).not.toBe('');
      expect(said.length).toBeLessThan(2000);
      expect(said).not.toMatch(/@\[[\w.:-]{1,64}\]/);
      expect(answerTo(text, ME.name)).toBe(said);
    }),
  );
});

describe('a reply', () => {
  const message = (more: Partial<MessageFrame>): MessageFrame => ({
    type: 'message',
    conversationId: 'd.1',
    number: 7,
    body: 'help',
    senderId: 'nora',
    createdAt: '2026-11-30T00:00:00.000Z',
    ...more,
  });

  it('has an id that follows from what it answers', () => {
    expect(replyTo(message({}), ME)).toMatchObject({ id: 'answer-d.1-7', inReplyTo: 7, conversationId: 'd.1' });
    expect(replyTo(message({ number: 8 }), ME)).toMatchObject({ id: 'answer-d.1-8' });
  });

  it('stays in its thread', () => {
    const reply = replyTo(message({ threadOf: 3 }), ME);
    expect(reply).toMatchObject({ threadOf: 3 });
    expect(reply).not.toHaveProperty('inReplyTo');
  });

  it.each([
    ['its own messages', { senderId: 'bot' }],
    ['what was deleted meanwhile', { body: null }],
    ['people who talk to each other in a group', { conversationId: 'g.1', body: 'help' }],
  ])('is not given to %s', (_what, more) => expect(replyTo(message(more), ME)).toBeUndefined());

  it('is given in a group to whoever mentions the bot', () =>
    expect(replyTo(message({ conversationId: 'g.1', body: '@[bot] 1002' }), ME)?.body).toMatch(/^Order 1002/));
});

describe('the store in a file', () => {
  it('has everything after a restart, in one whole file that is its owner’s', async () => {
    const path = join(folder, 'deep', 'state.json');
    const store = await fileStore(path);
    await Promise.all(Array.from({ length: 50 }, (_, at) => store.set(`key-${at % 5}`, { at })));
    await store.delete('key-0');
    const again = await fileStore(path);
    expect(await Promise.all([0, 1, 4].map((at) => again.get(`key-${at}`)))).toEqual([undefined, { at: 46 }, { at: 49 }]);
    expect(existsSync(`${path}.new`)).toBe(false);
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('rejects what it cannot write, and goes on', async () => {
    const path = join(folder, 'gone', 'state.json');
    const store = await fileStore(path);
    rmSync(join(folder, 'gone'), { recursive: true });
    await expect(store.set('a', 1)).rejects.toThrow('ENOENT');
    expect(await store.get('a')).toBe(1);
  });

  it('rejects a file that is no JSON, instead of beginning anew', async () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{"a":');
    await expect(fileStore(path)).rejects.toThrow('JSON');
    expect(readFileSync(path, 'utf8')).toBe('{"a":');
  });
});

test('a business vouches for a person by a token that its public key verifies, each time another one', async () => {
  const [one, two] = [businessKey('secret'), businessKey('secret')];
  expect(one.jwk).toEqual(two.jwk);
  const key = createPublicKey({ key: one.jwk, format: 'jwk' });
  const person = { sub: 'nora', name: 'Nora', email: 'nora@example.com' };
  const tokens = [await one.token(person), await two.token(person)];
  expect(tokens[0]).not.toBe(tokens[1]);
  for (const token of tokens) {
    const { payload, protectedHeader } = await jwtVerify(token, key, { issuer: one.issuer, audience: one.audience });
    expect(payload).toMatchObject(person);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: one.jwk['kid'] });
    await expect(jwtVerify(token, generateKeyPairSync('ed25519').publicKey)).rejects.toThrow('signature');
  }
  expect(businessKey('other').jwk).not.toEqual(one.jwk);
});

describe('the hub that runs', () => {
  const demo = { tenant: 'demo', email: 'luna@example.com', password: 'x' };
  const local = { apiUrl: 'http://127.0.0.1:9000', wsUrl: 'ws://127.0.0.1:9000/ws/api', demo };
  writeFileSync(join(folder, 'dev.json'), JSON.stringify(local));

  it.each([
    [{ PARLEY_HOME: folder }, local],
    [{ PARLEY_HOME: folder, PARLEY_URL: 'http://127.0.0.1:9000/' }, local],
    // Elsewhere, nobody is signed in with what this machine knows.
    [
      { PARLEY_HOME: folder, PARLEY_URL: 'https://api.example.com' },
      { apiUrl: 'https://api.example.com', wsUrl: 'wss://api.example.com/ws', demo: null },
    ],
    [{ PARLEY_HOME: join(folder, 'none') }, { apiUrl: 'http://127.0.0.1:8080', wsUrl: 'ws://127.0.0.1:8080/ws', demo: null }],
    [
      { PARLEY_HOME: folder, PARLEY_URL: 'https://api.example.com', PARLEY_WS_URL: 'wss://feed.example.com' },
      { apiUrl: 'https://api.example.com', wsUrl: 'wss://feed.example.com', demo: null },
    ],
  ])('%o', (env, hub) => expect(runningHub(env)).toEqual(hub));
});
