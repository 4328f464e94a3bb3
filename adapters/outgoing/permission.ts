import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';

/** An address that Parley does not call. Nothing was sent. */
export class ForbiddenAddress extends Error {
  readonly code = 'OUTGOING_REFUSED';
  constructor(reason: string) {
    super(reason);
    this.name = 'ForbiddenAddress';
  }
}

/** Names of a machine or a local network (RFC 6761, RFC 6762, RFC 8375, and `.internal`, which ICANN reserved in 2024). */
const LOCAL_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$/i;

/** `host:port,host:port` → a set. */
export const parseAllowed = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

/** As `PARLEY_OUTGOING_ALLOW` names it. */
export const hostAndPort = ({ hostname, port, protocol }: URL): string => `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;

export const isExempt = (target: URL, allow: ReadonlySet<string>): boolean => allow.has(hostAndPort(target));

/**
 * Why an address may not be called, as far as the address alone tells, or null. The name is resolved, and its addresses are checked, at each
 * call. `allow`: exact `host:port` that are exempt, on a laptop.
 */
export const refusalOf = (url: string, allow: ReadonlySet<string>): string | null => {
  const target = URL.parse(url);
  if (!target || (target.protocol !== 'https:' && target.protocol !== 'http:')) return 'must be an https address';
  if (target.username !== '' || target.password !== '') return 'must not contain a user name or a password';
  if (isExempt(target, allow)) return null;
  const hint = `; on a laptop, start the hub with PARLEY_OUTGOING_ALLOW=${hostAndPort(target)} to allow this host`;
  if (target.protocol !== 'https:') return `must be an https address${hint}`;
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const isLocal = isIP(host) === 0 ? LOCAL_NAME.test(host.replace(/\.$/, '')) || !host.includes('.') : !isPublicAddress(host);
  return isLocal ? `must be a host of the public internet${hint}` : null;
};
