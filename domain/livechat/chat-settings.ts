import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../errors.ts';
import { readStored, type StoredCredentials, type Vault, validCredentials } from '../origins/vault.ts';
import { isAllowedOrigin } from './allowed-domains.ts';

/** Seconds for which a process caches the domains and keys of an origin; a replaced key stays valid for a day. */
const KEPT_SECONDS = 5;

/** Undefined for a deleted origin. @throws if the secret store cannot be reached */
export const chatSettings = (vault: Pick<Vault, 'get'>, tenantId: string, originId: string): Promise<StoredCredentials | undefined> =>
  readStored(vault, tenantId, originId, KEPT_SECONDS);

/**
 * Checks the page's `Origin`. Browsers send it with each request that another page could make unnoticed. Other programs can omit or forge it, but still need
 * the visitor's token.
 * @throws Problem forbidden
 */
export const requireAllowedPage = ({ current }: StoredCredentials, page: string | undefined): void => {
  if (page !== undefined && isAllowedOrigin(page, current['allowedDomains'] as readonly string[])) return;
  throw new Problem('forbidden', 'This page may not show the chat: its host is not among the origin’s allowedDomains.');
};

/** Whether the business has signed this id: HMAC-SHA256 of its UTF-8 bytes by `identitySecret`, as hex. Constant time. `now`: epoch ms. */
export const hasSigned = (stored: StoredCredentials, userId: string, hash: string, now: number): boolean => {
  if (!/^[0-9a-f]{64}$/i.test(hash)) return false;
  const given = Buffer.from(hash, 'hex');
  let signed = false;
  for (const { identitySecret } of validCredentials(stored, now))
    if (timingSafeEqual(createHmac('sha256', String(identitySecret)).update(userId).digest(), given)) signed = true;
  return signed;
};
