import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { type OutgoingAnswer, readAnswer } from './answer.ts';
import { NoAnswer } from './no-answer.ts';
import { ForbiddenAddress, isExempt, refusalOf } from './permission.ts';
import { type Resolve, resolveByDns } from './resolve.ts';

export interface OutgoingInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Until the status line has come, in all. */
  readonly timeoutMs: number;
}

/** Milliseconds until there is a connection (TLS included), and from the status line to the end of the body. */
const CONNECT_MS = 5_000;
const BODY_MS = 2_000;
/** Interim answers (1xx) before the final one. */
const INTERIM = 20;

/**
 * One call of a given address (DESIGN §4.10): https only, public addresses only, the name resolved once and that address connected to, no
 * redirects. Any answer of any server is a value, and every wait has an end. Each call has a connection of its own: one that was kept may be
 * dead after a pause (a frozen Lambda), and then nobody can tell whether the request arrived.
 * `allow`: exact `host:port` that are exempt, on a laptop.
 * @throws ForbiddenAddress; NoAnswer
 */
export const guardedFetch =
  (allow: ReadonlySet<string>, resolve: Resolve = resolveByDns) =>
  async (url: string, init: OutgoingInit): Promise<OutgoingAnswer> => {
    const refused = refusalOf(url, allow);
    if (refused !== null) throw new ForbiddenAddress(`the address ${refused.split(';')[0]}`);
    const target = new URL(url);
    const began = performance.now();
    const address = isExempt(target, allow) ? null : await publicAddress(target, resolve, init.timeoutMs);
    return exchange(target, address, { ...init, timeoutMs: Math.max(1, init.timeoutMs - (performance.now() - began)) });
  };

/** The address to connect to; null when the URL names one itself. */
const publicAddress = async (target: URL, resolve: Resolve, timeoutMs: number): Promise<string | null> => {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return null;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new NoAnswer('ETIMEOUT', false)), timeoutMs);
  try {
    const addresses = await Promise.race([resolve(host), late.promise]);
    const [first] = addresses;
    if (first === undefined || !addresses.every(isPublicAddress)) throw new ForbiddenAddress(`${host} is no host of the public internet`);
    return first;
  } finally {
    clearTimeout(timer);
  }
};

const pinnedTo =
  (address: string): LookupFunction =>
  (_hostname, options, callback) => {
    const family = isIP(address);
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

const exchange = (target: URL, address: string | null, { method, headers, body, timeoutMs }: OutgoingInit): Promise<OutgoingAnswer> =>
  new Promise((resolve, reject) => {
    let connected = false;
    let answered = false;
    let interim = 0;
    const isSecure = target.protocol === 'https:';
    const outgoing = (isSecure ? httpsRequest : httpRequest)(target, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity', 'content-length': Buffer.byteLength(body) },
      agent: false,
      ...(address === null ? {} : { lookup: pinnedTo(address) }),
    });
    // Everything below ends in one of these two, once; what the server does afterwards meets a closed socket.
    const stop = (): void => {
      clearTimeout(connecting);
      clearTimeout(waiting);
    };
    const fail = (code: string, cause?: unknown): void => {
      if (answered) return;
      stop();
      outgoing.destroy();
      reject(new NoAnswer(code, connected, cause));
    };
    const answer = (incoming: IncomingMessage): void => {
      answered = true;
      stop();
      void readAnswer(incoming, BODY_MS)
        .then(resolve)
        .finally(() => outgoing.destroy());
    };
    const connecting = setTimeout(() => fail('ECONNECTTIMEOUT'), Math.min(CONNECT_MS, timeoutMs));
    const waiting = setTimeout(() => fail('ETIMEDOUT'), timeoutMs);
    outgoing.on('socket', (socket) => {
      socket.once(isSecure ? 'secureConnect' : 'connect', () => {
        connected = true;
        clearTimeout(connecting);
      });
    });
    outgoing.on('information', () => {
      if ((interim += 1) > INTERIM) fail('TOO_MANY_INTERIM_ANSWERS');
    });
    // 101 without a request for it. Node hands the socket over, and its errors are ours from then on.
    outgoing.on('upgrade', ({ statusCode = 101 }, socket) => {
      answered = true;
      stop();
      socket.on('error', () => {});
      socket.destroy();
      resolve({ status: statusCode, retryAfter: null, body: '' });
    });
    outgoing.on('response', answer);
    outgoing.on('error', (error) => fail('code' in error ? String(error.code) : 'ECONNRESET', error));
    outgoing.on('close', () => fail('ECONNRESET'));
    outgoing.end(body);
  });
