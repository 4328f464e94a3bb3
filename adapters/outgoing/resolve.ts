import { Resolver } from 'node:dns/promises';
import { NoAnswer } from './no-answer.ts';

/** All addresses of a name. @throws NoAnswer */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

const codeOf = (reason: unknown): string => (reason instanceof Error && 'code' in reason ? String(reason.code) : 'ENOTFOUND');

/**
 * DNS by the machine's servers. Not `dns.lookup`: it blocks one of Node's four threads until the answer comes, so a few slow name servers would block
 * all calls (nodejs.org/api/dns.html#implementation-considerations, 2026-11).
 */
export const resolveByDns: Resolve = async (hostname) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  // IPv4 first: Lambda outside a VPC has no IPv6.
  const found = [v4, v6].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  if (found.length === 0) throw new NoAnswer(v4.status === 'rejected' ? codeOf(v4.reason) : 'ENOTFOUND', false);
  return found;
};
