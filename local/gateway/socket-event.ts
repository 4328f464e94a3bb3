import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { clf } from './http-event.ts';

export interface ConnectionFacts {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly connectedAt: number;
}

type Kind = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

function contextOf(facts: ConnectionFacts, kind: Kind, routeKey: string, now: number): Record<string, unknown> {
  const requestId = randomUUID();
  return {
    routeKey,
    eventType: kind,
    ...(kind === 'MESSAGE' ? { messageId: randomUUID() } : {}),
    messageDirection: 'IN',
    connectionId: facts.connectionId,
    connectedAt: facts.connectedAt,
    requestId,
    extendedRequestId: requestId,
    requestTime: clf(now),
    requestTimeEpoch: now,
    apiId: facts.apiId,
    stage: facts.stage,
    domainName: facts.domainName,
    identity: { sourceIp: facts.sourceIp, userAgent: facts.userAgent },
  };
}

/** `$connect`, as API Gateway's WebSocket APIs send it; headers keep their original case. */
export function connectEvent(facts: ConnectionFacts, request: IncomingMessage): Record<string, unknown> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const [name, value] = [request.rawHeaders[i] ?? '', request.rawHeaders[i + 1] ?? ''];
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const query: Record<string, string> = {};
  const multiValueQuery: Record<string, string[]> = {};
  const url = request.url ?? '';
  const mark = url.indexOf('?');
  for (const [name, value] of new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1))) {
    query[name] = value;
    multiValueQuery[name] = [...(multiValueQuery[name] ?? []), value];
  }
  return {
    headers,
    multiValueHeaders,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query, multiValueQueryStringParameters: multiValueQuery }),
    requestContext: contextOf(facts, 'CONNECT', '$connect', facts.connectedAt),
    isBase64Encoded: false,
  };
}

export const messageEvent = (facts: ConnectionFacts, routeKey: string, body: string, now: number): Record<string, unknown> => ({
  requestContext: contextOf(facts, 'MESSAGE', routeKey, now),
  body,
  isBase64Encoded: false,
});

export const disconnectEvent = (facts: ConnectionFacts, code: number, reason: string, now: number): Record<string, unknown> => ({
  headers: { Host: facts.domainName, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
  requestContext: { ...contextOf(facts, 'DISCONNECT', '$disconnect', now), disconnectStatusCode: code, disconnectReason: reason },
  isBase64Encoded: false,
});
