import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RawRequest } from '../../channels/inbound.ts';

export interface WebhookCall {
  readonly channel: string;
  readonly originId: string;
  readonly request: RawRequest;
  readonly requestId: string;
}

/** `/webhooks/{channel}/{originId}`, with or without a stage's name as prefix; null for any other path. */
const PATH = /\/webhooks\/([a-z]{1,20})\/([A-Za-z0-9_-]{1,64})$/;

/**
 * API Gateway's event (payload 2.0) with the body as the bytes that were signed; null if the path is not a webhook's. `publicUrl`: the address of the API for
 * providers, without a slash at its end; a proxy in front of the API may have changed the address in the event.
 */
export const callOf = (event: APIGatewayProxyEventV2, receivedAt: number, publicUrl = ''): WebhookCall | null => {
  const [path, channel, originId] = PATH.exec(event.rawPath) ?? [];
  const { method } = event.requestContext.http;
  if (channel === undefined || originId === undefined || (method !== 'GET' && method !== 'POST')) return null;
  const request: RawRequest = {
    method,
    headers: event.headers,
    query: event.queryStringParameters ?? {},
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    receivedAt,
    ...(publicUrl === '' ? {} : { url: `${publicUrl}${path}${event.rawQueryString ? `?${event.rawQueryString}` : ''}` }),
  };
  return { channel, originId, request, requestId: event.requestContext.requestId };
};
