import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { createApp } from './app.ts';
import { callerAddressFrom } from './caller-address.ts';
import { observe } from './observe.ts';
import { openDeps } from './open-deps.ts';
import { requestOf, resultOf } from './payload.ts';
import { groupedRouter } from './route-groups/grouped.ts';

const { logger, count, entry } = observed('api');
const deps = openDeps((error) => logger.warn('background call failed', { failure: failureOf(error) }));
const app = createApp(groupedRouter(), deps);
const callerAddress = callerAddressFrom(deps.secrets, deps.settings.edgeSecretName);

/** HTTP API, payload 2.0, every route of the table. */
export const handler = entry<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
  const startedAt = performance.now();
  const response = await app({ ...requestOf(event), address: await callerAddress(event) });
  observe({ logger, count }, response, performance.now() - startedAt);
  return resultOf(response);
});
