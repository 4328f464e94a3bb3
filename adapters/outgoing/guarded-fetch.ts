import { lookup as dnsLookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address that we may not call; certainly nothing was sent. */
export class ForbiddenAddress extends Error {
  readonly code = 'OUTGOING_REFUSED';
  constructor(reason: string) {
    super(reason);
    this.name = 'ForbiddenAddress';
  }
}

/** Everything that is not the public internet (IANA special-purpose registries for IPv4 and IPv6, 2026-11). */
const NOT_PUBLIC = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_PUBLIC.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  NOT_PUBLIC.addSubnet(net, bits, 'ipv6');

/** IPv4 written as IPv6 (`::ffff:…`) never comes from honest DNS. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 0 || /^::ffff:/i.test(address)) return false;
  return !NOT_PUBLIC.check(address, family === 4 ? 'ipv4' : 'ipv6');
};

export interface OutgoingInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Bytes of an answer that are read; no provider's answer to a send is longer. */
const ANSWER_LIMIT = 1_000_000;

/**
 * Calls to given addresses (DESIGN §4.10): https only, public addresses only, the name resolved once and that address
 * connected to, no redirects. `allow`: exact `host:port` that are exempt, on a laptop.
 */
export const guardedFetch = (allow: ReadonlySet<string>, lookup: typeof dnsLookup = dnsLookup) => {
  const pinned: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const first = addresses[0];
      if (!first || addresses.some(({ address }) => !isPublicAddress(address)))
        return callback(new ForbiddenAddress(`${hostname} is no public address`), '', 0);
      return options.all ? callback(null, [first] as never, 0) : callback(null, first.address, first.family);
    });
  };
  return async (url: string, init: OutgoingInit): Promise<Response> => {
    const target = new URL(url);
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const exempt = allow.has(`${target.hostname}:${port}`);
    if (!exempt && target.protocol !== 'https:') throw new ForbiddenAddress('only https may be called');
    const literal = target.hostname.replace(/^\[|\]$/g, '');
    if (!exempt && isIP(literal) !== 0 && !isPublicAddress(literal)) throw new ForbiddenAddress(`${literal} is no public address`);
    const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        target,
        {
          method: init.method,
          headers: { ...init.headers, 'content-length': Buffer.byteLength(init.body) },
          signal: init.signal,
          ...(exempt ? {} : { lookup: pinned }),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          let size = 0;
          incoming.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > ANSWER_LIMIT) incoming.destroy(new Error('the answer is too long'));
            else chunks.push(chunk);
          });
          incoming.on('error', reject);
          incoming.on('end', () => {
            const status = incoming.statusCode ?? 500;
            const empty = status === 204 || status === 205 || status === 304;
            const headers = Object.entries(incoming.headers).map(
              ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as [string, string],
            );
            resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers }));
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(init.body);
    });
  };
};

/** `host:port,host:port` → a set. */
export const parseAllowed = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );
