import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiRequest, ApiResponse } from './request.ts';

/** API Gateway's HTTP API event, payload format 2.0, as a request. */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const { stage, http } = event.requestContext;
  const prefix = `/${stage}/`;
  // API Gateway passes bodies of other types as base64. JSON is UTF-8, whatever type is declared (RFC 8259 §8.1).
  const bytes = event.isBase64Encoded && event.body !== undefined ? Buffer.from(event.body, 'base64') : undefined;
  return {
    method: http.method,
    // The name of a stage precedes the path; `$default` does not.
    path: stage !== '$default' && event.rawPath.startsWith(prefix) ? event.rawPath.slice(prefix.length - 1) : event.rawPath,
    query: event.rawQueryString,
    headers: event.headers,
    body: bytes ? bytes.toString('utf8') : event.body,
    ...(bytes && !isUtf8(bytes) ? { isUtf8: false } : {}),
    address: http.sourceIp,
    unrouted: event.routeKey === '$default',
  };
}

export function resultOf(response: ApiResponse): APIGatewayProxyStructuredResultV2 {
  return { statusCode: response.status, headers: { ...response.headers }, body: response.body, ...(response.isBase64 ? { isBase64Encoded: true } : {}) };
}
