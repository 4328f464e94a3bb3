import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP_KEYS } from '../../../domain/app-keys.ts';
import { type Hub, HubRefused, openHub } from '../../../scripts/operate/hub.ts';
import { rebuild } from '../../../scripts/operate/rebuild.ts';
import { recount } from '../../../scripts/operate/recount.ts';
import { rotate } from '../../../scripts/operate/rotate-app-secret.ts';
import { FakeAws } from './fake-aws.ts';

describe('recount', () => {
  const hubWith = (stored: number): { hub: Hub; asked: string[] } => {
    const asked: string[] = [];
    const answers: Readonly<Record<string, unknown>> = {
      '/v1/admin/recount': {
        state: 'done',
        equal: stored === 2,
        queues: [{ id: 'q1', stored: { created: stored, working: 1 }, recounted: { created: 2, working: 1 } }],
      },
      '/v1/admin/rebuild': { projection: 'queues', state: 'done', visited: 3, carried: 3, skipped: 0, trouble: null },
    };
    return {
      asked,
      hub: {
        post: async <T>(path: string): Promise<T> => {
          asked.push(path);
          return answers[path] as T;
        },
        get: async <T>(path: string): Promise<T> => answers[path] as T,
      },
    };
  };

  test('names every counter that differs, and repairs only when asked to', async () => {
    const { hub, asked } = hubWith(3);
    const said: string[] = [];
    expect(await recount(hub, false, (line) => said.push(line))).toBe(false);
    expect(said).toEqual(['q1 created: counts 3, has 2', 'counters differ from the tickets']);
    expect(asked).toEqual(['/v1/admin/recount']);
    expect(await recount(hub, true, (line) => said.push(line))).toBe(true);
    expect(asked.at(-1)).toBe('/v1/admin/rebuild');
    expect(said.at(-1)).toBe('queues done: 3 visited, 3 processed, 0 dead letters');
  });

  test('repairs nothing that is true', async () => {
    const { hub, asked } = hubWith(2);
    expect(await recount(hub, true, () => undefined)).toBe(true);
    expect(asked).toEqual(['/v1/admin/recount']);
  });

  test('waits for one that goes on in the background', async () => {
    const { hub } = hubWith(2);
    const states = [
      { state: 'running', counted: 200 },
      { state: 'done', equal: true, queues: [] },
    ];
    const slow: Hub = { post: async <T>() => ({ state: 'running', counted: 100 }) as T, get: async <T>() => states.shift() as T };
    const said: string[] = [];
    expect(
      await recount(
        slow,
        false,
        (line) => said.push(line),
        async () => undefined,
      ),
    ).toBe(true);
    expect(said.map((line) => line.split(' ')[0])).toEqual(['100', '200', '0']);
    expect(await recount(hub, false, () => undefined)).toBe(true);
  });

  test('names tickets that cannot be read, and tells why a recount failed', async () => {
    const said: string[] = [];
    const answering = (answer: unknown): Hub => ({ post: async <T>() => answer as T, get: async <T>() => answer as T });
    expect(await recount(answering({ state: 'done', equal: true, queues: [], unreadable: ['t.1'] }), false, (line) => said.push(line))).toBe(true);
    expect(await recount(answering({ state: 'failed', trouble: 'odd' }), false, (line) => said.push(line))).toBe(false);
    expect(said).toEqual(['ticket t.1 cannot be read', '0 queues, all counters correct', 'the recount failed: odd']);
  });
});

describe('rebuild', () => {
  const counted = { projection: 'timers', visited: 1, carried: 1, skipped: 0, trouble: null };
  const hubOf = (states: object[], asked: unknown[] = []): Hub => ({
    post: async <T>(_: string, more?: unknown) => (asked.push(more), { ...counted, state: 'running' }) as T,
    get: async <T>() => ({ items: [{ projection: 'feed', state: 'done' }, ...states.splice(0, 1)] }) as T,
  });

  test('is watched to its end', async () => {
    const asked: unknown[] = [];
    const said: string[] = [];
    const hub = hubOf(
      [
        { ...counted, state: 'running', visited: 5, trouble: 'QueueUnavailable: away' },
        { ...counted, state: 'done', skipped: 2 },
      ],
      asked,
    );
    expect(
      await rebuild(
        hub,
        'timers',
        (line) => said.push(line),
        async () => undefined,
      ),
    ).toBe(true);
    expect(asked).toEqual([{ body: { projection: 'timers' } }]);
    expect(said).toEqual([
      'timers running: 1 visited, 1 processed, 0 dead letters',
      'timers running: 5 visited, 1 processed, 0 dead letters; QueueUnavailable: away',
      'timers done: 1 visited, 1 processed, 2 dead letters',
    ]);
  });

  test('that fails is told', async () => {
    expect(
      await rebuild(
        hubOf([{ ...counted, state: 'failed' }]),
        'timers',
        () => undefined,
        async () => undefined,
      ),
    ).toBe(false);
  });
});

test('the hub is named by environment, and its refusals are told', async () => {
  expect(() => openHub({ PARLEY_API_URL: 'http://a' })).toThrow('set PARLEY_API_KEY');
  const refused = new HubRefused(403, 'Forbidden');
  expect([refused.status, refused.message]).toEqual([403, 'the hub answered 403: Forbidden']);
});

describe('app secrets', () => {
  const aws = new FakeAws();
  const client = (): SecretsManagerClient =>
    new SecretsManagerClient({ region: 'eu-west-1', endpoint: aws.endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  beforeEach(() => aws.start());
  afterEach(() => aws.stop());

  test.each(APP_KEYS)('%s is replaced, the others stay', async (key) => {
    const before = { adminToken: 'a', tokenKey: 'b', cursorKey: 'c', vapidKey: 'd' };
    aws.secrets.set('parley/dev/app', JSON.stringify(before));
    await rotate(client(), 'dev', key);
    const after = JSON.parse(aws.secrets.get('parley/dev/app') ?? '') as Record<string, string>;
    expect(after).toEqual({ ...before, [key]: expect.stringMatching(/^[\w-]{48}$/) as string });
  });

  test('a secret that is not whole is not written over', async () => {
    aws.secrets.set('parley/dev/app', JSON.stringify({ adminToken: 'a' }));
    await expect(rotate(client(), 'dev', 'adminToken')).rejects.toThrow('parley/dev/app lacks tokenKey, cursorKey, vapidKey');
  });
});
