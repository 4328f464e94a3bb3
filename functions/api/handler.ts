import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createApp } from './app.ts';
import { observe } from './observe.ts';
import { openDeps } from './open-deps.ts';
import { requestOf, resultOf } from './payload.ts';
import { ROUTES } from './routes.ts';

const logger = new Logger({ serviceName: 'api' });
const metrics = new Metrics({ namespace: 'Parley', serviceName: 'api' });
const tracer = new Tracer({ serviceName: 'api' });
const app = createApp(
  ROUTES,
  openDeps((error) => logger.warn('sockets are left to close themselves', error as Error)),
);

/** HTTP API, payload 2.0, every route of the table. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(captureLambdaHandler(tracer, { captureResponse: false }))
  .handler(async (event) => {
    const startedAt = performance.now();
    const response = await app(requestOf(event));
    observe({ logger, metrics, unit: MetricUnit.Count }, response, performance.now() - startedAt);
    return resultOf(response);
  });
