import { randomUUID } from 'node:crypto';
import { ErrorNotTaken, type ErrorTracker, type TrackedError } from './error-tracker.ts';

const CLIENT = { name: 'parley', version: '1' } as const;
const TIMEOUT_MS = 3_000;
/** Trackers cut tags at 200 characters. */
const TAG = 200;

interface Dsn {
  readonly dsn: string;
  readonly key: string;
  readonly endpoint: string;
}

/**
 * `https://{key}@{host}{/path}/{project}`; plain http only to this machine. @throws when it is invalid; the message does not contain it, because it
 * is a credential
 */
export const parseDsn = (dsn: string): Dsn => {
  const url = URL.canParse(dsn) ? new URL(dsn) : undefined;
  const [, path, project] = /^(.*)\/(\d+)$/.exec(url?.pathname ?? '') ?? [];
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname));
  if (!url || !safe || !/^[\w-]+$/.test(url.username) || path === undefined || project === undefined)
    throw new Error('the DSN of the error tracker is not of the form https://{key}@{host}/{project}');
  return { dsn, key: url.username, endpoint: `${url.protocol}//${url.host}${path}/api/${project}/envelope/` };
};

/** The event's payload (develop.sentry.dev/sdk/data-model/event-payloads/, 2026-11). Frames go from the outermost to the innermost. */
const payloadOf = (error: TrackedError, eventId: string): object => ({
  event_id: eventId,
  timestamp: error.at,
  platform: 'node',
  level: 'error',
  logger: error.service,
  server_name: error.service,
  release: error.release,
  environment: error.environment,
  fingerprint: [error.fingerprint],
  tags: {
    service: error.service,
    regression: String(error.isRegression),
    ...(error.correlationId === null ? {} : { correlation_id: error.correlationId.slice(0, TAG) }),
  },
  exception: {
    values: [
      {
        type: error.name,
        value: [error.logged, error.reason].filter((part) => part !== '').join(': '),
        ...(error.frames.length === 0
          ? {}
          : {
              stacktrace: {
                frames: error.frames.toReversed().map(({ fn, file, line, column, inApp }) => ({
                  ...(fn === '' ? {} : { function: fn }),
                  filename: file,
                  in_app: inApp,
                  ...(line === null ? {} : { lineno: line }),
                  ...(column === null ? {} : { colno: column }),
                })),
              },
            }),
      },
    ],
  },
});

/** One envelope with one event, which is all that an envelope may hold (develop.sentry.dev/sdk/data-model/envelopes/, 2026-11). */
export const envelopeOf = (error: TrackedError, now: number): string => {
  const eventId = randomUUID().replaceAll('-', '');
  const payload = JSON.stringify(payloadOf(error, eventId));
  const headers = { event_id: eventId, sent_at: new Date(now).toISOString(), sdk: CLIENT };
  const item = { type: 'event', length: Buffer.byteLength(payload), content_type: 'application/json' };
  return `${JSON.stringify(headers)}\n${JSON.stringify(item)}\n${payload}\n`;
};

/**
 * Sends to any server with Sentry's envelope protocol. After a 429 it pauses for as long as the response says. Follows no redirect and waits three
 * seconds at most. @throws when the DSN is invalid
 */
export const openSentry = (given: string, clock: () => number = Date.now): ErrorTracker => {
  const { key, endpoint } = parseDsn(given);
  let quietUntil = 0;
  return {
    async send(error) {
      if (clock() < quietUntil) throw new ErrorNotTaken('it asked to be left alone for a while');
      const request = {
        method: 'POST',
        headers: {
          'content-type': 'application/x-sentry-envelope',
          'x-sentry-auth': `Sentry sentry_version=7, sentry_client=${CLIENT.name}/${CLIENT.version}, sentry_key=${key}`,
        },
        body: envelopeOf(error, clock()),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      } satisfies RequestInit;
      let response: Response;
      try {
        response = await fetch(endpoint, request);
      } catch (cause) {
        throw new ErrorNotTaken(cause instanceof Error ? cause.name : 'no answer');
      }
      await response.body?.cancel();
      if (response.status === 429) {
        const seconds = Number(response.headers.get('retry-after'));
        quietUntil = clock() + (Number.isFinite(seconds) && seconds > 0 ? seconds : 60) * 1_000;
      }
      if (!response.ok) throw new ErrorNotTaken(`status ${response.status}`);
    },
  };
};
