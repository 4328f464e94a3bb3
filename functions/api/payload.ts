import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ApiRequest, ApiResponse } from './request.ts';

/** API Gateway's HTTP API event, payload format 2.0, as a request. */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const { stage, http } = event.requestContext;
  const prefix = `/${stage}/`;
  return {
    method: http.method,
    // A named stage stands before the path; `$default` does not.
    path: stage !== '$default' && event.rawPath.startsWith(prefix) ? event.rawPath.slice(prefix.length - 1) : event.rawPath,
    query: event.rawQueryString,
    headers: event.headers,
    body: event.isBase64Encoded && event.body !== undefined ? Buffer.from(event.body, 'base64').toString('utf8') : event.body,
    address: http.sourceIp,
    unrouted: event.routeKey === '$default',
  };
}

export function resultOf(response: ApiResponse): APIGatewayProxyStructuredResultV2 {
  return { statusCode: response.status, headers: { ...response.headers }, body: response.body };
}
