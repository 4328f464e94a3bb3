import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { Throttled } from '../../domain/realtime/sockets.ts';
import { setting, settingOr } from '../environment.ts';
import { RequestSigner } from './sign-request.ts';
import type { Sockets } from './sockets.ts';

/** A device that accepts no frame in this time counts as gone: it reconnects and resumes. */
const TIMEOUT_MS = 2_000;
const SOCKETS_AT_ONCE = 200;
const ATTEMPTS = 2;
/** Before the second attempt; jittered, because many calls are throttled at once. */
const PAUSE_MS = 100;

/** API Gateway did not accept the call. `status` 0: it did not answer. */
export class SocketsUnavailable extends Error {
  readonly status: number;
  constructor(status: number, cause?: unknown) {
    super(status === 0 ? 'the connections API does not answer' : `the connections API answered ${status}`, { cause });
    this.name = 'SocketsUnavailable';
    this.status = status;
  }
}

/**
 * API Gateway's connections API of one stage, over kept-alive connections: `POST` and `DELETE {stage}/@connections/{id}`, 410 for a closed
 * connection (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html, read November 2026).
 */
export function socketsAt(endpoint: string): Sockets {
  const { protocol, hostname, port, host, pathname } = new URL(endpoint);
  const { Agent, request } = protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_AT_ONCE });
  const signer = new RequestSigner(setting('AWS_REGION'), 'execute-api');
  const base = pathname.replace(/\/$/, '');

  /** Status 0: no complete answer within the time. */
  const once = (method: string, connectionId: string, body: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const path = `${base}/@connections/${encodeURIComponent(connectionId)}`;
      // Lambda renews these with each new environment; a laptop's never change.
      const credentials = {
        accessKeyId: setting('AWS_ACCESS_KEY_ID'),
        secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
        sessionToken: settingOr('AWS_SESSION_TOKEN', ''),
      };
      const signed = signer.sign({ method, host, path, body, now: Date.now() }, credentials);
      const headers = { ...signed, host, 'content-type': 'application/octet-stream', 'content-length': Buffer.byteLength(body) };
      const call = request({ agent, hostname, port, method, path, headers }, (response) => {
        response.resume();
        response.on('end', () => settle(() => resolve(response.statusCode ?? 0)));
        response.on('error', (error) => settle(() => reject(error)));
      });
      // The time limit applies to the whole call, not to each pause within it.
      const timer = setTimeout(() => {
        resolve(0);
        call.destroy();
      }, TIMEOUT_MS);
      const settle = (done: () => void): void => {
        clearTimeout(timer);
        done();
      };
      call.on('error', (error) => settle(() => reject(error)));
      call.end(body);
    });

  /**
   * Throttled calls, failures of the gateway and lost connections are retried once; a call that takes too long is not. Other rejections (413, 400)
   * are permanent, except a 403, because missing permissions may be restored.
   */
  const call = async (method: string, connectionId: string, body: string): Promise<'sent' | 'gone' | 'refused'> => {
    for (let attempt = 1; ; attempt += 1) {
      let failure: SocketsUnavailable;
      try {
        const status = await once(method, connectionId, body);
        if (status === 410) return 'gone';
        if (status >= 200 && status < 300) return 'sent';
        if (status >= 400 && status < 500 && status !== 403 && status !== 429) return 'refused';
        failure = new SocketsUnavailable(status);
        if (status === 0 || status === 403) throw failure;
      } catch (error) {
        if (error instanceof SocketsUnavailable) throw error;
        failure = new SocketsUnavailable(0, error);
      }
      if (attempt === ATTEMPTS) throw failure.status === 429 ? new Throttled(failure) : failure;
      // A kept connection that was lost in the meantime is reopened at once.
      if (failure.status !== 0) await pause(PAUSE_MS * (0.5 + Math.random()));
    }
  };

  return {
    post: (connectionId, frame) => call('POST', connectionId, frame),
    close: async (connectionId) => {
      await call('DELETE', connectionId, '');
    },
  };
}

/** The stage of `SOCKETS_ENDPOINT`. @throws when it is missing */
export const openSockets = (): Sockets => socketsAt(setting('SOCKETS_ENDPOINT'));
