import { wait } from '../platform.ts';
import { secondsOf } from './problem.ts';

/** How requests are authorised. */
export interface Authorization {
  /** The access token or API key for the next request; undefined: send none. */
  token(): Promise<string | undefined> | string | undefined;
  /** Called after a 401 to a request with this token. True: there is another token, send the request again. */
  renew?(rejected: string): Promise<boolean>;
}

export interface TransportOptions extends Partial<Authorization> {
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How often a request is repeated after a 429, a 503 or a lost connection; 3 by default. */
  readonly retries?: number;
  /** The longest `Retry-After` that is waited for, in seconds; 30 by default. A longer one ends the call with its error. */
  readonly longestWait?: number;
  readonly random?: () => number;
}

/** POSTs that do not take an `Idempotency-Key`. */
const WITHOUT_KEY = /\/v1\/(.+\/)?(sessions|sessions\/refresh|api-keys|socket-tickets)$/;
const SAFE_TO_REPEAT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** One key for one intent: every attempt of a POST carries the same, so that it has one effect. */
function withKey(request: Request): Request {
  if (request.method === 'POST' && !request.headers.has('idempotency-key') && !WITHOUT_KEY.test(new URL(request.url).pathname))
    request.headers.set('idempotency-key', crypto.randomUUID());
  return request;
}

/** `fetch` with authorisation, one renewal of the token, and repeats where a repeat cannot act twice. */
export function createTransport(options: TransportOptions = {}): (request: Request) => Promise<Response> {
  const { retries = 3, longestWait = 30, random = Math.random } = options;
  const send = options.fetch ?? ((request: Request) => fetch(request));

  const attempt = async (request: Request): Promise<Response> => {
    const token = await options.token?.();
    const once = request.clone();
    if (token !== undefined) once.headers.set('authorization', `Bearer ${token}`);
    const response = await send(once);
    if (response.status !== 401 || token === undefined || (await options.renew?.(token)) !== true) return response;
    const again = request.clone();
    const renewed = await options.token?.();
    if (renewed !== undefined) again.headers.set('authorization', `Bearer ${renewed}`);
    return send(again);
  };

  return async (original) => {
    const request = withKey(original);
    const repeatable = SAFE_TO_REPEAT.has(request.method) || request.headers.has('idempotency-key');
    for (let tries = 0; ; tries += 1) {
      const pause = 0.5 * 2 ** tries * (0.5 + random() / 2);
      try {
        const response = await attempt(request);
        const asked = secondsOf(response.headers.get('retry-after'), Date.now()) ?? 0;
        // With these, Parley has written nothing: any method may be repeated.
        if ((response.status !== 429 && response.status !== 503) || tries >= retries || asked > longestWait) return response;
        await wait(Math.max(asked, pause) * 1000, request.signal);
      } catch (error) {
        if (request.signal.aborted || !repeatable || tries >= retries) throw error;
        await wait(pause * 1000, request.signal);
      }
    }
  };
}
