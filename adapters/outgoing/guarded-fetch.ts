import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import type { OutgoingAnswer } from './answer.ts';
import { exchange, type OutgoingInit } from './exchange.ts';
import { NoAnswer } from './no-answer.ts';
import { ForbiddenAddress, isExempt, refusalOf } from './permission.ts';
import { type Resolve, resolveByDns } from './resolve.ts';

/**
 * One call of a given address (DESIGN §4.10): https only, public addresses only, no redirects. Each new connection resolves the name once and
 * connects to the checked address. An open connection is reused. Every answer is returned as a value, and every wait has a time limit. `allow`: exact
 * `host:port` that are exempt, on a laptop.
 * @throws ForbiddenAddress; NoAnswer
 */
export const guardedFetch =
  (allow: ReadonlySet<string>, resolve: Resolve = resolveByDns) =>
  async (url: string, init: OutgoingInit): Promise<OutgoingAnswer> => {
    const { target, lookup } = permitted(url, allow, resolve, init.timeoutMs);
    return exchange(target, lookup, init);
  };

/** The checked address, and the lookup that pins it; none for an exempt host. @throws ForbiddenAddress */
export const permitted = (
  url: string,
  allow: ReadonlySet<string>,
  resolve: Resolve,
  timeoutMs: number,
): { readonly target: URL; readonly lookup: LookupFunction | undefined } => {
  const refused = refusalOf(url, allow);
  if (refused !== null) throw new ForbiddenAddress(`the address ${refused.split(';')[0]}`);
  const target = new URL(url);
  return { target, lookup: isExempt(target, allow) ? undefined : publicLookup(resolve, timeoutMs) };
};

/** Returns the one address to connect to. */
const publicLookup =
  (resolve: Resolve, timeoutMs: number): LookupFunction =>
  (hostname, options, connectTo) => {
    publicAddress(hostname, resolve, timeoutMs).then(
      (address) => {
        const family = isIP(address);
        if (options.all) connectTo(null, [{ address, family }]);
        else connectTo(null, address, family);
      },
      (error: NodeJS.ErrnoException) => connectTo(error, '', 0),
    );
  };

/** The first address of a name, if all of them are public. @throws ForbiddenAddress, NoAnswer */
export const publicAddress = async (host: string, resolve: Resolve, timeoutMs: number): Promise<string> => {
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
