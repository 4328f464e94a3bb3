import type { TemporaryCredentials } from './assume-role.ts';

/** Before their end. The SDK asks for new ones at the same moment. */
const RENEW_MS = 5 * 60_000;
/** A request with less time left may arrive too late. */
const LEAST_MS = 10_000;

/**
 * Temporary credentials, cached until five minutes before they expire. Concurrent callers share one request. If the renewal fails, the present
 * credentials are used until they expire, so a short outage of STS does not affect tenants that have credentials.
 * @returns what answers them, or throws what `fetch` throws
 */
export const renewedCredentials = (fetch: () => Promise<TemporaryCredentials>, clock: () => number): (() => Promise<TemporaryCredentials>) => {
  let kept: TemporaryCredentials | undefined;
  let underway: Promise<TemporaryCredentials> | undefined;
  const left = (): number => (kept ? kept.expiration.getTime() - clock() : 0);

  const renew = async (): Promise<TemporaryCredentials> => {
    try {
      kept = await fetch();
      return kept;
    } finally {
      underway = undefined;
    }
  };

  return async () => {
    if (kept && left() > RENEW_MS) return kept;
    underway ??= renew();
    try {
      return await underway;
    } catch (error) {
      if (kept && left() > LEAST_MS) return kept;
      throw error;
    }
  };
};
