import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { openTable } from '#table';
import { openTopics } from '#topics';
import { settingOr } from '../../adapters/environment.ts';
import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { noteEvents } from '../../domain/origins/health.ts';
import { laterObjects } from '../objects.ts';
import { observed } from '../observed.ts';
import { refusal } from './answers.ts';
import { observer } from './observe.ts';
import { knownOrigins } from './origins.ts';
import { processWebhook } from './process-webhook.ts';
import { callOf } from './request.ts';

const { logger, count, entry } = observed('webhooks');
const publicUrl = settingOr('PARLEY_PUBLIC_URL', '').replace(/\/+$/, '');
const observe = observer({ logger, count, clock: Date.now });
const table = openTable();
const deps = {
  origins: knownOrigins({ table, secrets: openOriginSecrets(), clock: Date.now }),
  topics: openTopics(),
  objects: laterObjects(),
  table,
  noteEvent: noteEvents(table),
};

/** `GET|POST /webhooks/{channel}/{originId}` of the HTTP API, payload 2.0. */
export const handler = entry<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>().handler(async (event) => {
  const call = callOf(event, Date.now(), publicUrl);
  if (!call) return refusal('not_found');
  try {
    const received = await processWebhook(deps, call);
    observe.received(call, received);
    return received.result;
  } catch (error) {
    observe.failed(call, error);
    return refusal('unavailable');
  }
});
