import type { CloudWatchLogsEvent } from 'aws-lambda';
import { openSecrets } from '#secrets';
import { openTable } from '#table';
import { setting, settingOr } from '../../adapters/environment.ts';
import type { ErrorTracker } from '../../adapters/error-tracking/error-tracker.ts';
import { openSentry } from '../../adapters/error-tracking/sentry.ts';
import { parseFrame } from '../../domain/error-groups/fingerprint.ts';
import { recordErrors } from '../../domain/error-groups/record-errors.ts';
import { failureOf } from '../failure.ts';
import { observed } from '../observed.ts';
import { errorsIn } from './log-lines.ts';

const { logger, count, entry } = observed('errors');
const table = openTable();
const secrets = openSecrets();
const release = setting('PARLEY_RELEASE');
const environment = setting('PARLEY_PROFILE');
/** The name of the secret that holds the DSN; without one nothing is forwarded. */
const dsnName = settingOr('ERROR_TRACKING_DSN_NAME', '');
/** The maximum number of groups that a batch sends to the tracker, one event each. */
const FORWARDED = 10;

let opened: { readonly dsn: string; readonly tracker: ErrorTracker } | undefined;
const tracker = async (): Promise<ErrorTracker> => {
  const dsn = (await secrets.get(dsnName))?.trim() ?? '';
  if (opened?.dsn !== dsn) opened = { dsn, tracker: openSentry(dsn) };
  return opened.tracker;
};

/**
 * Receives lines at level ERROR of every function's log through subscription filters. Its own log has no filter, and it logs no line of that level
 * while it forwards, so that it never processes its own lines. Events that the tracker rejects are counted and dropped.
 */
export const handler = entry<CloudWatchLogsEvent, void>().handler(async (event) => {
  const events = errorsIn(event);
  if (events.length === 0) return;
  const { groups } = await recordErrors({ table, release }, events);
  count('ErrorEvents', events.length);
  count('NewErrorGroups', groups.filter(({ news }) => news === 'new').length);
  count('RegressedErrorGroups', groups.filter(({ news }) => news === 'regressed').length);
  for (const { group, news } of groups) if (news) logger.info('group', { news, fingerprint: group.fingerprint, of: group.service, name: group.name });
  if (dsnName === '') return;
  // New groups first, so that a flood of known ones does not hide them.
  const chosen = groups.toSorted((a, b) => Number(b.news !== null) - Number(a.news !== null)).slice(0, FORWARDED);
  const sent = await Promise.allSettled(
    chosen.map(async ({ group: { fingerprint }, event: { service, name, logged, reason, frames, at, correlationId }, news }) =>
      (await tracker()).send({
        fingerprint,
        service,
        name,
        logged,
        reason,
        at,
        correlationId,
        release,
        environment,
        frames: frames.map(parseFrame),
        isRegression: news === 'regressed',
      }),
    ),
  );
  const lost = sent.filter((outcome) => outcome.status === 'rejected');
  count('ErrorForwardsFailed', lost.length);
  if (lost.length > 0) logger.warn('not forwarded', { lost: lost.length, failure: failureOf(lost[0]?.reason) });
});
