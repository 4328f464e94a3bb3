import { ApiGatewayManagementApiClient, DeleteConnectionCommand, GoneException, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { setting } from '../environment.ts';
import type { Sockets } from './sockets.ts';

/** A device that does not take a frame in this time is as good as gone: it comes back and resumes. */
const TIMEOUT_MS = 2_000;
const SOCKETS_AT_ONCE = 200;

/** API Gateway's connections API of one stage, over connections that are kept. */
export function socketsAt(endpoint: string): Sockets {
  const client = new ApiGatewayManagementApiClient({
    endpoint,
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: TIMEOUT_MS,
      requestTimeout: TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: SOCKETS_AT_ONCE },
      httpsAgent: { keepAlive: true, maxSockets: SOCKETS_AT_ONCE },
    },
  });
  return {
    async post(connectionId, frame) {
      try {
        await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: frame }));
        return 'sent';
      } catch (error) {
        if (error instanceof GoneException) return 'gone';
        throw error;
      }
    },
    async close(connectionId) {
      try {
        await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      } catch (error) {
        if (!(error instanceof GoneException)) throw error;
      }
    },
  };
}

/** The stage of `SOCKETS_ENDPOINT`. @throws when it is missing */
export const openSockets = (): Sockets => socketsAt(setting('SOCKETS_ENDPOINT'));
