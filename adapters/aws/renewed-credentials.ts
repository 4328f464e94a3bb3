import type { TemporaryCredentials } from './assume-role.ts';

/** Before their end. The SDK asks for new ones at the same moment. */
const RENEW_MS = 5 * 60_000;
/** With less than this left, a request might not arrive in time. */
const LEAST_MS = 10_000;

/**
 * Temporary credentials, kept until five minutes before their end: everybody who asks in the meantime shares one fetching. When renewing fails, the
 * present ones serve on to their end, so that a short outage of STS is felt by nobody who was here before.
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
