import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { numberSetting } from '../../adapters/environment.ts';
import { openSockets } from '../../adapters/sockets/api-gateway.ts';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { configurationCache } from '../../domain/configuration/cache.ts';
import { Problem } from '../../domain/errors.ts';
import { disconnected, standingConnection } from '../../domain/feed/close-connections.ts';
import { handleFrame } from '../../domain/feed/handle-frame.ts';
import type { ResumeDeps } from '../../domain/feed/resume-feed.ts';
import { openConnection } from '../../domain/feed/socket-ticket.ts';

const logger = new Logger({ serviceName: 'gateway' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'gateway' });
const tracer = new Tracer({ serviceName: 'gateway' });
const table = openTable();
const deps: ResumeDeps = {
  table,
  sockets: openSockets(),
  configurations: configurationCache({ table }),
  clock: Date.now,
  shards: numberSetting('ACTIVITY_SHARDS', 1),
  counterShards: numberSetting('COUNTER_SHARDS', 1),
};

/** `$connect` alone has the query of the URL. */
type SocketEvent = APIGatewayProxyWebsocketEventV2 & { readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null };

const connect = async (event: SocketEvent, connectionId: string): Promise<APIGatewayProxyStructuredResultV2> => {
  try {
    const { tenantId, role } = await openConnection(deps, event.queryStringParameters?.['ticket'] ?? '', connectionId);
    logger.info('connected', { tenantId, role, connectionId });
    return { statusCode: 200 };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    metrics.addMetric('SocketsRefused', MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
    return { statusCode: error.status };
  }
};

/** The WebSocket API: who comes with a ticket is admitted, who goes is forgotten, and every other event is a frame of the client. */
export const handler = middy<SocketEvent, APIGatewayProxyStructuredResultV2>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async (event) => {
    const { connectionId, routeKey } = event.requestContext;
    if (routeKey === '$connect') return connect(event, connectionId);
    if (routeKey === '$disconnect') {
      await disconnected(deps, connectionId);
      return { statusCode: 200 };
    }
    const connection = await standingConnection(deps, connectionId);
    if (connection) await handleFrame(deps, connection, event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString('utf8') : (event.body ?? ''));
    return { statusCode: 200 };
  });
