import { openSecrets } from '#secrets';
import { settingOr } from '../../adapters/environment.ts';
import { guardedFetch } from '../../adapters/outgoing/guarded-fetch.ts';
import { hostAndPort } from '../../adapters/outgoing/permission.ts';
import { openBreaker } from '../../domain/services/breaker.ts';
import type { Service, ServicePost } from '../../domain/services/service.ts';

const TIMEOUT_MS = 10_000;

/** The operator has set this address, so it may be in a private network. */
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

/** The key of the signatures: a secret by its name, or its value on a laptop. @throws without a key: no call is sent unsigned */
const secretOf = ({ label, named, value }: ServiceSettings): (() => Promise<string>) => {
  const secrets = named === '' ? null : openSecrets();
  return async () => {
    const secret = secrets ? await secrets.get(named) : value;
    if (secret === undefined || secret === '') throw new Error(`the service has no secret: set ${label}_SECRET or ${label}_SECRET_NAME`);
    return secret;
  };
};

interface ServiceSettings {
  /** The prefix of the settings of the secret. */
  readonly label: string;
  readonly url: string;
  /** The name of the secret, or ''. */
  readonly named: string;
  /** The secret itself, on a laptop. */
  readonly value: string;
}

const open = (settings: ServiceSettings): Service | null => {
  const { url } = settings;
  return url === '' ? null : { url, secret: secretOf(settings), post: postTo(url), breaker: openBreaker(Date.now), clock: Date.now };
};

/** Each of them is null where its address is not set. */
export const openToolboxService = (): Service | null =>
  open({
    label: 'AITOOLBOX',
    url: settingOr('AITOOLBOX_SERVICE_URL', ''),
    named: settingOr('AITOOLBOX_SECRET_NAME', ''),
    value: settingOr('AITOOLBOX_SECRET', ''),
  });

export const openTicketHelper = (): Service | null =>
  open({
    label: 'TICKET_HELPER',
    url: settingOr('TICKET_HELPER_SERVICE_URL', ''),
    named: settingOr('TICKET_HELPER_SECRET_NAME', ''),
    value: settingOr('TICKET_HELPER_SECRET', ''),
  });

export const openUserService = (): Service | null =>
  open({
    label: 'USER_SERVICE',
    url: settingOr('USER_SERVICE_URL', ''),
    named: settingOr('USER_SERVICE_SECRET_NAME', ''),
    value: settingOr('USER_SERVICE_SECRET', ''),
  });
