import { beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../functions/api/routes.ts';
import { list, type Policy, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);

  test('the API has exactly the routes of the table, the webhooks, and one for whatever else is asked', () => {
    const httpApi = app.of('AWS::ApiGatewayV2::Api').find(({ Properties }) => text(Properties['ProtocolType']) === 'HTTP');
    const keys = app
      .of('AWS::ApiGatewayV2::Route')
      .filter(({ stack }) => stack === httpApi?.stack)
      .map(({ Properties }) => text(Properties['RouteKey']));
    const webhooks = ['GET /webhooks/{channel}/{originId}', 'POST /webhooks/{channel}/{originId}'];
    expect(keys.sort()).toEqual([...ROUTES.map(({ method, path }) => `${method} ${path}`), ...webhooks, '$default'].sort());
    // Its answer is the API's own: problem+json, like every other of its errors.
    const integrationOf = (key: string): string => {
      const route = app.of('AWS::ApiGatewayV2::Route').find(({ stack, Properties }) => stack === httpApi?.stack && text(Properties['RouteKey']) === key);
      return text(route?.Properties['Target']);
    };
    expect(integrationOf('$default')).toBe(integrationOf('GET /v1/health'));
  });

  test('the sockets have the three routes of their gateway', () => {
    const socketApi = app.of('AWS::ApiGatewayV2::Api').find(({ Properties }) => text(Properties['ProtocolType']) === 'WEBSOCKET');
    const keys = app
      .of('AWS::ApiGatewayV2::Route')
      .filter(({ stack }) => stack === socketApi?.stack)
      .map(({ Properties }) => text(Properties['RouteKey']));
    expect(keys.sort()).toEqual(['$connect', '$default', '$disconnect']);
  });

  test('both APIs are throttled by profile, and webhooks by nothing but the limit of the account', () => {
    const [rate, burst] = profile === 'prod' ? [2000, 4000] : [500, 1000];
    const stages = app.of('AWS::ApiGatewayV2::Stage');
    expect(stages).toHaveLength(2);
    for (const { Properties } of stages) expect(Properties['DefaultRouteSettings']).toMatchObject({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst });
    const http = stages.find(({ Properties }) => text(Properties['StageName']) === '$default');
    const unlimited = { ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5000 };
    expect(http?.Properties['RouteSettings']).toEqual({
      'GET /webhooks/{channel}/{originId}': unlimited,
      'POST /webhooks/{channel}/{originId}': unlimited,
    });
    const waitsFor = app.of('AWS::ApiGatewayV2::Route').filter(({ id }) => http?.DependsOn?.includes(id));
    expect(waitsFor.map(({ Properties }) => text(Properties['RouteKey'])).sort()).toEqual(Object.keys(http?.Properties['RouteSettings'] ?? {}).sort());
  });

  test('only what stands outside of the network speaks to live connections; the API hands what is to be closed to delivery', () => {
    const allowed = (entry: string, action: string): Policy[] => {
      const fn = app.fn(entry);
      return app.statements(app.roleOf(fn), fn.stack).filter(({ Action, Effect }) => Effect === 'Allow' && list(Action).includes(action));
    };
    const speaking = [...app.entries].filter((entry) => allowed(entry, 'execute-api:ManageConnections').length > 0);
    expect(speaking.sort()).toEqual(['functions/realtime/delivery.ts', 'functions/realtime/fan-out.ts', 'functions/realtime/gateway.ts']);
    for (const entry of app.entries) {
      const { Environment, VpcConfig } = app.fn(entry).Properties;
      expect('SOCKETS_ENDPOINT' in (Environment?.['Variables'] ?? {}), entry).toBe(speaking.includes(entry));
      if (speaking.includes(entry)) expect(VpcConfig, entry).toBeUndefined();
    }
    const queues = allowed('functions/api/handler.ts', 'sqs:SendMessage').flatMap(({ Resource }) => list(Resource));
    expect(queues.map((queue) => /Analysis|Bulk|Delivery|Outbound|People|Timers|Webhooks/.exec(JSON.stringify(queue))?.[0] ?? '').sort()).toEqual([
      'Analysis',
      'Bulk',
      'Delivery',
      'Outbound',
      'People',
      'Webhooks',
    ]);
  });
});
