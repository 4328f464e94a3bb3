import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { TopicRecord } from '../../../adapters/topics/topics.ts';
import { type ChannelName } from '../../../domain/origins/channels.ts';
import { createOrigin } from '../../../domain/origins/create-origin.ts';
import { noteEvents } from '../../../domain/origins/health.ts';
import { type InboundEvent, inboundEventSchema } from '../../../domain/support/inbound/inbound-event.ts';
import { knownOrigins } from '../../../functions/webhooks/origins.ts';
import { processWebhook, type WebhookDeps } from '../../../functions/webhooks/process-webhook.ts';
import { callOf } from '../../../functions/webhooks/request.ts';
import { originWorld } from '../../domain/origins/world.ts';

export const SECRET = 'app-secret';
export const SECRETS: Partial<Record<ChannelName, object>> = {
  whatsapp: { appSecret: SECRET, verifyToken: 'verify', accessToken: 'a', accountId: '106540352242922' },
  facebook: { appSecret: SECRET, verifyToken: 'verify', accessToken: 'a', accountId: '682498302938465' },
  instagram: { appSecret: SECRET, verifyToken: 'verify', accessToken: 'a', accountId: '17841400000000001' },
  mail: { address: 'help@shop.example', inboundSecret: SECRET },
  trustpilot: { businessUnitId: 'unit', webhookSecret: SECRET },
  api: { signingSecret: SECRET },
};

export const signatures = (secret: string, body: string | Uint8Array): Record<string, string> => {
  const value = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return { 'x-hub-signature-256': value, 'x-parley-signature': value };
};

interface Given {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: string | Uint8Array;
  readonly base64?: boolean;
}

/** As API Gateway's HTTP API hands it over, payload 2.0. */
export const gatewayEvent = (path: string, { method = 'POST', headers = {}, query, body = '', base64 = false }: Given = {}): APIGatewayProxyEventV2 =>
  ({
    version: '2.0',
    routeKey: 'ANY /webhooks/{channel}/{originId}',
    rawPath: path,
    rawQueryString: '',
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: { requestId: 'request-1', stage: '$default', http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'x' } },
    body: base64 ? Buffer.from(body).toString('base64') : Buffer.from(body).toString('utf8'),
    isBase64Encoded: base64,
  }) as unknown as APIGatewayProxyEventV2;

/** The webhooks' edge over in-memory engines. */
export const edge = async () => {
  const world = await originWorld();
  const records: TopicRecord[] = [];
  const produced: number[] = [];
  const objects = new Map<string, { readonly body: Uint8Array; readonly contentType: string }>();
  let reads = 0;
  const table = {
    ...world.table,
    get: (...given: Parameters<typeof world.table.get>) => ((reads += 1), world.table.get(...given)),
    query: (...given: Parameters<typeof world.table.query>) => ((reads += 1), world.table.query(...given)),
  };
  const deps: WebhookDeps = {
    origins: knownOrigins({ table, secrets: world.deps.vault, clock: world.deps.clock }),
    topics: {
      produce: async (_topic, given) => {
        produced.push(given.length);
        records.push(...given);
      },
    },
    objects: { put: async (key, body, contentType) => void objects.set(key, { body, contentType }) },
    table: world.table,
    noteEvent: noteEvents(world.table),
  };
  const post = async (path: string, given: Given = {}, using: WebhookDeps = deps) => {
    const call = callOf(gatewayEvent(path, given), world.deps.clock());
    if (!call) throw new Error('no call');
    return processWebhook(using, call);
  };
  return {
    world,
    deps,
    records,
    produced,
    objects,
    reads: () => reads,
    connect: (channel: ChannelName, more: object = {}, tenant = world.context) =>
      createOrigin(world.deps, tenant, { channel, name: channel, credentials: { ...SECRETS[channel], ...more } }),
    post,
    /** Signed with the present secret. */
    send: (path: string, body: string | Uint8Array, using?: WebhookDeps) =>
      post(path, { body, headers: signatures(SECRET, body), base64: typeof body !== 'string' }, using),
    events: (): InboundEvent[] => records.map(({ value }) => inboundEventSchema.parse(JSON.parse(value))),
  };
};

export const problemOf = ({ result }: Awaited<ReturnType<typeof processWebhook>>) => ({
  status: result.statusCode,
  type: result.headers?.['content-type'],
  ...(JSON.parse(result.body ?? '{}') as { code?: string; errors?: unknown }),
});
