import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import type { Secrets } from '../../../adapters/secrets/secrets.ts';
import { keysFrom } from '../../../functions/api/app-keys.ts';
import { lazily } from '../../../functions/api/lazily.ts';
import { observe } from '../../../functions/api/observe.ts';
import { requestOf, resultOf } from '../../../functions/api/payload.ts';
import type { ApiResponse, Facts } from '../../../functions/api/request.ts';
import { readSettings } from '../../../functions/api/settings.ts';
import { KEYS } from './harness.ts';

const event = (more: Partial<APIGatewayProxyEventV2> & { readonly stage?: string }): APIGatewayProxyEventV2 =>
  ({
    rawPath: '/v1/teams',
    rawQueryString: 'limit=2&cursor=a%2Bb',
    headers: { authorization: 'Bearer x' },
    isBase64Encoded: false,
    requestContext: { stage: more.stage ?? '$default', http: { method: 'POST', sourceIp: '192.0.2.1' } },
    ...more,
  }) as unknown as APIGatewayProxyEventV2;

describe('the function', () => {
  it('answers health before any engine or secret is there', async () => {
    const env = {
      TABLE_NAME: 'none',
      APP_SECRETS_NAME: 'app',
      AWS_REGION: 'eu-central-1',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      POWERTOOLS_TRACE_ENABLED: 'false',
      POWERTOOLS_METRICS_DISABLED: 'true',
    };
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { handler } = await import('../../../functions/api/handler.ts');
    const answer = await handler(
      event({ rawPath: '/v1/health', requestContext: { stage: '$default', http: { method: 'GET', sourceIp: '192.0.2.1' } } as never }),
      {} as never,
    );
    expect(answer).toMatchObject({ statusCode: 200, body: '{"status":"ok"}', headers: { 'content-type': 'application/json' } });
    // The secret cannot be had here, and nothing of why is told.
    const failed = await handler(
      event({ rawPath: '/v1/me', requestContext: { stage: '$default', http: { method: 'GET', sourceIp: '192.0.2.1' } } as never }),
      {} as never,
    );
    expect(failed).toMatchObject({ statusCode: 500, body: expect.stringContaining('"code":"internal"') });
    // What no route of the stack matched is not there, even when the table holds it.
    expect(
      await handler(
        event({ rawPath: '/v1/health', routeKey: '$default', requestContext: { stage: '$default', http: { method: 'GET', sourceIp: '192.0.2.1' } } as never }),
        {} as never,
      ),
    ).toMatchObject({
      statusCode: 404,
      body: expect.stringContaining('"code":"not_found"'),
    });
    vi.unstubAllEnvs();
  });
});

describe('an event of API Gateway', () => {
  it('becomes a request with the address that the gateway saw', () => {
    expect(requestOf(event({ body: '{"name":"é"}' }))).toEqual({
      method: 'POST',
      path: '/v1/teams',
      query: 'limit=2&cursor=a%2Bb',
      headers: { authorization: 'Bearer x' },
      body: '{"name":"é"}',
      address: '192.0.2.1',
      unrouted: false,
    });
  });

  it('may carry its body as base64 and its stage in the path', () => {
    const found = requestOf(event({ stage: 'dev', rawPath: '/dev/v1/teams', isBase64Encoded: true, body: Buffer.from('{"name":"é"}').toString('base64') }));
    expect(found).toMatchObject({ path: '/v1/teams', body: '{"name":"é"}' });
    expect(requestOf(event({ stage: 'dev', rawPath: '/developers' })).path).toBe('/developers');
    expect(requestOf(event({ isBase64Encoded: true })).body).toBeUndefined();
  });

  it('says when the bytes of its body are no UTF-8', () => {
    const found = requestOf(event({ isBase64Encoded: true, body: Buffer.from([0x22, 0xff, 0x22]).toString('base64') }));
    expect(found).toMatchObject({ body: '"\ufffd"', isUtf8: false });
  });

  it('is answered with status, headers and body', () => {
    expect(resultOf({ status: 204, headers: { a: 'b' }, body: '', facts: { correlationId: 'c', route: 'r' } })).toEqual({
      statusCode: 204,
      headers: { a: 'b' },
      body: '',
    });
  });
});

describe('what is watched', () => {
  const watch = (status: number, facts: Partial<Facts>) => {
    const lines: { level: string; message: string; line: object }[] = [];
    const counted: string[] = [];
    const note = (level: string) => (message: unknown, line: unknown) => void lines.push({ level, message: String(message), line: line as object });
    const response: ApiResponse = { status, headers: {}, body: "a customer's words", facts: { correlationId: 'c-1', route: 'GET /v1/me', ...facts } };
    observe(
      {
        logger: { info: note('info'), error: note('error') },
        count: (name) => void counted.push(name),
      },
      response,
      12.345,
    );
    return { lines, counted };
  };

  it('is one line a request, with its correlation id and without its body', () => {
    const { lines, counted } = watch(200, { tenantId: 't', actorId: 'a' });
    expect(lines).toEqual([
      { level: 'info', message: 'request', line: { correlation_id: 'c-1', status: 200, ms: 12.3, route: 'GET /v1/me', tenantId: 't', actorId: 'a' } },
    ]);
    expect(counted).toEqual([]);
  });

  it('is an error with its trace when it failed, and a metric where one helps', () => {
    const error = { name: 'TypeError', frames: ['at x'] };
    const { lines, counted } = watch(500, { code: 'internal', error });
    expect(lines).toMatchObject([{ level: 'error', line: { status: 500, code: 'internal', failure: error } }]);
    expect(counted).toEqual(['InternalErrors']);
    expect(watch(503, { code: 'unavailable' }).counted).toEqual(['Unavailable']);
    expect(watch(429, { code: 'rate_limited' })).toMatchObject({ counted: ['RateLimited'], lines: [{ level: 'info' }] });
    expect(watch(404, { code: 'not_found' }).counted).toEqual([]);
  });
});

describe('an edge opened lazily', () => {
  it('is opened once, at its first call', async () => {
    let opened = 0;
    const edge = lazily(async () => {
      opened += 1;
      return { double: async (n: number) => n * 2 };
    });
    expect(await Promise.resolve(edge)).toBe(edge);
    expect(opened).toBe(0);
    expect(await Promise.all([edge.double(1), edge.double(2)])).toEqual([2, 4]);
    expect(opened).toBe(1);
  });

  it('is opened again when that failed, and fails the call', async () => {
    let attempts = 0;
    const edge = lazily(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return { answer: async () => 42 };
    });
    await expect(edge.answer()).rejects.toThrow('not yet');
    expect(await edge.answer()).toBe(42);
  });
});

describe("the deployment's secret", () => {
  const secrets = (values: (string | undefined)[]): Secrets => ({
    get: async () => values.shift(),
    put: async () => undefined,
    replace: async () => false,
    delete: async () => undefined,
  });

  it('is parsed once a minute, so that a rotated one is taken up', async () => {
    let now = 0;
    const keys = keysFrom(secrets([JSON.stringify(KEYS), JSON.stringify({ ...KEYS, adminToken: 'rotated' })]), 'app', () => now);
    expect(await keys()).toEqual(KEYS);
    now = 59_999;
    expect(await keys()).toEqual(KEYS);
    now = 60_000;
    expect((await keys()).adminToken).toBe('rotated');
  });

  it('must be there and whole', async () => {
    await expect(keysFrom(secrets([undefined]), 'app', () => 0)()).rejects.toThrow('there is no secret app');
    await expect(keysFrom(secrets(['{"adminToken":"a"}']), 'app', () => 0)()).rejects.toThrow('must be JSON with adminToken, tokenKey, cursorKey');
  });
});

describe('settings', () => {
  it('have defaults, and an empty variable counts as unset', () => {
    expect(readSettings({ APP_SECRETS_NAME: 'app', TICKET_CLOSED_AFTER_MINS: '', ACTIVITY_SHARDS: '8' })).toMatchObject({
      ticketClosedAfterMs: 86_400_000,
      activityShards: 8,
      counterShards: 1,
      limits: { signInFailuresPerAccount: 10, signInFailuresPerAddress: 100, registrationsPerAddress: 30 },
    });
    expect(readSettings({ APP_SECRETS_NAME: 'app', TICKET_CLOSED_AFTER_MINS: '0.05' }).ticketClosedAfterMs).toBe(3000);
  });

  it('name what is missing or malformed', () => {
    expect(() => readSettings({})).toThrow(/APP_SECRETS_NAME/);
    expect(() => readSettings({ APP_SECRETS_NAME: 'app', ACTIVITY_SHARDS: 'many', COUNTER_SHARDS: '0' })).toThrow(/ACTIVITY_SHARDS.*COUNTER_SHARDS/);
  });
});
