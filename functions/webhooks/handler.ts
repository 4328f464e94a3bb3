import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { openObjects } from '#objects';
import { openSecrets } from '#secrets';
import { openTopics } from '#topics';
import { openTable } from '../../adapters/table/dynamodb.ts';
import { refusal } from './answers.ts';
import { observer } from './observe.ts';
import { knownOrigins } from './origins.ts';
import { receive } from './receive.ts';
import { callOf } from './request.ts';

const logger = new Logger({ serviceName: 'webhooks' });
const tracer = new Tracer({ serviceName: 'webhooks' });
const observe = observer({ logger, metrics: new Metrics({ namespace: 'Parley', serviceName: 'webhooks' }), unit: MetricUnit.Count, clock: Date.now });
const deps = { origins: knownOrigins({ table: openTable(), secrets: openSecrets(), clock: Date.now }), topics: openTopics(), objects: openObjects() };

/** `GET|POST /webhooks/{channel}/{originId}` of the HTTP API, payload 2.0. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async (event) => {
    const call = callOf(event, Date.now());
    if (!call) return refusal('not_found');
    try {
      const received = await receive(deps, call);
      observe.received(call, received);
      return received.result;
    } catch (error) {
      observe.failed(call, error);
      return refusal('unavailable');
    }
  });
