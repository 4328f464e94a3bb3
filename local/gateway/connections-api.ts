import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SocketGateway } from './sockets.ts';

/**
 * API Gateway's connections API: `POST`, `GET`, `DELETE {endpoint}/@connections/{id}`. It listens on a loopback port of its own, below a
 * path that only our processes know, because here nobody checks signatures.
 */
export function createConnectionsApi(gateways: ReadonlyMap<string, SocketGateway>, secretPath: string): Server {
  return createServer({ keepAliveTimeout: 120_000, noDelay: true }, (request, response) => {
    const [, secret, apiId = '', marker, id = ''] = (request.url ?? '').split('/');
    const gateway = gateways.get(apiId);
    if (secret !== secretPath || marker !== '@connections' || gateway === undefined) return answer(response, 403, { message: 'Forbidden' });
    let connectionId: string;
    try {
      connectionId = decodeURIComponent(id);
    } catch {
      return answer(response, 400, { message: 'Invalid connectionId' });
    }
    handle(gateway, request, response, connectionId);
  });
}

function handle(gateway: SocketGateway, request: IncomingMessage, response: ServerResponse, connectionId: string): void {
  const gone = (): void => answer(response, 410, { message: 'Gone' }, { 'x-amzn-errortype': 'GoneException' });
  if (request.method === 'GET') {
    const facts = gateway.describe(connectionId);
    return facts === undefined ? gone() : answer(response, 200, facts);
  }
  if (request.method === 'DELETE') return gateway.disconnect(connectionId) ? answer(response, 204) : gone();
  if (request.method !== 'POST') return answer(response, 405, { message: 'Method Not Allowed' });
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const outcome = gateway.post(connectionId, Buffer.concat(chunks));
    if (outcome === 'sent') answer(response, 200);
    else if (outcome === 'gone') gone();
    else answer(response, 413, { message: 'Payload too large' }, { 'x-amzn-errortype': 'PayloadTooLargeException' });
  });
}

function answer(response: ServerResponse, status: number, body?: unknown, headers: Record<string, string> = {}): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, status === 204 ? headers : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
