import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** IANA assigns global unicast addresses of IPv6 only from this block (iana.org/assignments/ipv6-address-space, 2026-11). */
const GLOBAL_UNICAST: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * True for addresses of the public internet. The library keeps IANA's special-purpose registries for both families; An IPv4 address in IPv6 form
 * (`::ffff:…`) is treated as not public.
 */
export const isPublicAddress = (address: string): boolean => {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
};
