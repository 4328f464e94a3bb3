import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Headers of one connection, which are not passed on (RFC 9110, section 7.6.1). */
const OWN = new Set(['connection', 'keep-alive', 'host', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'proxy-authorization', 'proxy-connection']);

/** Sends a request to the hub and its answer back. A hub that does not answer is a 503, which the client sends again. */
export function forward(apiUrl: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = new URL(`${apiUrl}${request.url ?? '/'}`);
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OWN.has(name)));
  return new Promise((resolve) => {
    const call = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, { method: request.method, headers }, (answer) => {
      const passed = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !OWN.has(name)));
      response.writeHead(answer.statusCode ?? 502, passed);
      answer.pipe(response).once('close', resolve);
    });
    call.once('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(503, { 'retry-after': '1' }).end();
      resolve();
    });
    response.once('close', () => call.destroy());
    request.pipe(call);
  });
}
