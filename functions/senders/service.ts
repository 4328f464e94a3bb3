import { openSecrets } from '#secrets';
import { settingOr } from '../../adapters/environment.ts';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import { hostAndPort } from '../../adapters/outgoing/permission.ts';
import { openBreaker } from '../../domain/services/breaker.ts';
import type { Service, ServicePost } from '../../domain/services/service.ts';

const TIMEOUT_MS = 10_000;

/** The operator has set this address, so it may be one of the own network. */
const postTo = (url: string): ServicePost => {
  const fetchGuarded = guardedFetch(new Set([hostAndPort(new URL(url))]));
  return async (address, headers, body) => {
    try {
      return await fetchGuarded(address, { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      return { unanswered: error instanceof Error && 'code' in error ? String(error.code) : 'ECONNRESET' };
    }
  };
};

/** The key of the signatures: a secret by its name, or its value on a laptop. @throws when there is none: nothing leaves unsigned */
const secretOf = (prefix: string): (() => Promise<string>) => {
  const name = settingOr(`${prefix}_SECRET_NAME`, '');
  const secrets = name === '' ? null : openSecrets();
  return async () => {
    const secret = secrets ? await secrets.get(name) : settingOr(`${prefix}_SECRET`, '');
    if (secret === undefined || secret === '') throw new Error(`the service has no secret: set ${prefix}_SECRET or ${prefix}_SECRET_NAME`);
    return secret;
  };
};

/** A service beside the hub; null where its address is not set. `prefix`: of the names of its secret's settings. */
export const openService = (urlSetting: string, prefix: string): Service | null => {
  const url = settingOr(urlSetting, '');
  return url === '' ? null : { url, secret: secretOf(prefix), post: postTo(url), breaker: openBreaker(Date.now), clock: Date.now };
};
