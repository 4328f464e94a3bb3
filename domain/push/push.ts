import { hashedId } from '../conversations/kinds/keys.ts';
import { PUSH_TEXT } from '../limits.ts';
import { pauseAfter } from '../outbound/patience.ts';
import { type Device, deviceKey, deviceOf } from '../people/devices/device.ts';
import { forgetDevice } from '../people/devices/forget-devices.ts';
import { profileKey } from '../people/person.ts';
import { type PushPreferences, pushPreferencesKey, pushPreferencesOf } from '../people/push-preferences.ts';
import type { Key, Table } from '../table/port.ts';
import { written } from '../table/written.ts';
import { cut } from '../text/well-formed.ts';
import { liveDevices } from './devices/register-device.ts';
import type { Notice, PushOutcome, SendPush } from './gateway.ts';
import { claim, finish, isAwaited, type Mark, markKey, markOf, startWaiting, stopWaiting } from './mark.ts';
import { type Owed, readOwed, type Standing, standingKeys, standingOf } from './owed.ts';
import type { PushJob } from './push-job.ts';
import { quietUntil } from './quiet-hours.ts';

/** The longest pause before a push is tried the second time, and the longest of all. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 900_000;

export interface PushDeps {
  readonly table: Table;
  readonly clock: () => number;
  readonly random: () => number;
  readonly send: SendPush;
  /** Queues a job that waits. */
  readonly queue: (job: PushJob) => Promise<void>;
  /** Between two pushes of a conversation that nobody has acknowledged. */
  readonly againMs: number;
  readonly ttlSeconds: number;
}

/**
 * Why a job ended, or what the push services said. `waiting`: not yet its time · `held`: it waits for the end of quiet hours or of the pause · `collapsed`: another
 * job does it, or has done it · `nothing`: all is acknowledged, or the person is no member · `late`: the time of the push is over.
 */
export type PushResult =
  | { readonly ended: 'waiting' | 'held' | 'collapsed' | 'nothing' | 'muted' | 'no device' | 'late' }
  | { readonly ended: 'pushed'; readonly outcomes: readonly { readonly device: Device; readonly outcome: PushOutcome }[] };

interface Read {
  readonly standing: Standing;
  readonly mark: Mark;
  readonly preferences: PushPreferences;
}

/** @throws TableUnavailable */
const read = async ({ table, clock }: PushDeps, job: PushJob, more: readonly Key[] = []) => {
  const found = standingKeys(job);
  if (!found) return null;
  const keys = [...found.keys, markKey(job), pushPreferencesKey(job.tenantId, job.userId), ...more];
  const [head, row, mark, preferences, other] = await table.get(keys, { consistent: true });
  const standing = standingOf(found.named, [head, row], clock());
  return standing && { standing, mark: markOf(mark), preferences: pushPreferencesOf(preferences), other };
};

/** What the push shows. @throws TableUnavailable */
const noticeOf = async ({ table }: PushDeps, { tenantId }: PushJob, { standing, preferences }: Read, { kind, count, newest }: Owed): Promise<Notice> => {
  const [sender] = await table.get([profileKey(tenantId, newest.author.id)]);
  return {
    conversationId: standing.named.id,
    kind,
    count,
    number: newest.number,
    senderName: sender ? String(sender['name']) : null,
    conversationName: standing.name,
    ...(preferences.pushText && newest.text !== null ? { text: cut(newest.text || (newest.attachments[0]?.name ?? ''), PUSH_TEXT, '…') } : {}),
  };
};

/** At most 32 characters of base64url (RFC 8030, section 5.4), and nothing of the conversation's id. */
const topicOf = ({ tenantId, conversationId }: PushJob): string => hashedId('push', tenantId, conversationId);

/** Asks the push service of one device. Never throws for what a push service says. @throws TableUnavailable */
const pushTo = async (deps: PushDeps, job: PushJob, device: Device, notice: Notice): Promise<PushOutcome> => {
  const { table } = deps;
  const owner = { tenantId: job.tenantId, personId: job.userId };
  const since = job.again?.since ?? deps.clock();
  const endsAt = since + deps.ttlSeconds * 1_000;
  const ttlSeconds = Math.max(1, Math.ceil((endsAt - deps.clock()) / 1_000));
  const outcome = await deps.send({ device, notice, topic: topicOf(job), ttlSeconds });
  if (outcome.outcome === 'gone') await forgetDevice(table, owner, device.id, device.token);
  if (outcome.outcome === 'sent' && outcome.endpointArn !== undefined) {
    const key = deviceKey(owner.tenantId, owner.personId, device.id);
    await written(table.write({ op: 'update', key, set: { endpointArn: outcome.endpointArn }, when: { equals: { token: device.token } } }));
  }
  if (outcome.outcome === 'later') {
    const tries = (job.again?.tries ?? 0) + 1;
    const notBefore = deps.clock() + pauseAfter(tries, deps.random(), outcome.retryAfterSeconds, FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    const { tenantId, userId, conversationId } = job;
    if (notBefore < endsAt)
      await deps.queue({ tenantId, userId, conversationId, notBefore, again: { deviceId: device.id, number: notice.number, since, tries } });
  }
  return outcome;
};

/** Tries one device again, unless a newer push or an acknowledgement has come. @throws TableUnavailable, QueueUnavailable */
const pushAgain = async (deps: PushDeps, job: PushJob, { deviceId, number, since }: NonNullable<PushJob['again']>): Promise<PushResult> => {
  const now = deps.clock();
  if (now >= since + deps.ttlSeconds * 1_000) return { ended: 'late' };
  const state = await read(deps, job, [deviceKey(job.tenantId, job.userId, deviceId)]);
  if (!state || state.standing.position >= number) return { ended: 'nothing' };
  if (state.mark.number > number) return { ended: 'collapsed' };
  if (!state.other) return { ended: 'no device' };
  if (state.standing.isMuted) return { ended: 'muted' };
  const quiet = quietUntil(state.preferences.quietHours, now);
  if (quiet !== null) {
    await deps.queue({ ...job, notBefore: quiet });
    return { ended: 'held' };
  }
  const owed = await readOwed(deps.table, job.userId, state.standing);
  if (!owed) return { ended: 'nothing' };
  const device = deviceOf(state.other);
  return { ended: 'pushed', outcomes: [{ device, outcome: await pushTo(deps, job, device, await noticeOf(deps, job, state, owed)) }] };
};

/** @throws TableUnavailable, QueueUnavailable */
const hold = async (deps: PushDeps, job: PushJob, before: Mark, due: number, jobId: string): Promise<PushResult> => {
  if (!(await startWaiting(deps.table, job, { before, due, holder: jobId }))) return { ended: 'collapsed' };
  return waitUntil(deps, job, due);
};

const waitUntil = async ({ queue }: PushDeps, { tenantId, userId, conversationId }: PushJob, due: number): Promise<PushResult> => {
  await queue({ tenantId, userId, conversationId, notBefore: due });
  return { ended: 'held' };
};

/**
 * Tells a person's devices about a conversation: one push for everything that they owe there at this moment. After it, nothing more until they have
 * acknowledged, or until something newer has come and `againMs` have passed. `jobId`: the same for each delivery of the job.
 * @throws TableUnavailable, QueueUnavailable
 */
export const pushOwed = async (deps: PushDeps, job: PushJob, jobId: string): Promise<PushResult> => {
  const now = deps.clock();
  if (job.notBefore !== undefined && job.notBefore > now) {
    await deps.queue(job);
    return { ended: 'waiting' };
  }
  if (job.again) return pushAgain(deps, job, job.again);
  // A message that comes after this write has a job of its own, so it is enough to read once.
  const stopped = job.notBefore === undefined || (await stopWaiting(deps.table, job, job.notBefore, jobId));
  const state = await read(deps, job);
  if (!state) return { ended: 'nothing' };
  const { mark } = state;
  const isHolder = mark.holder === jobId;
  if (mark.due !== null && isAwaited(mark, now)) return isHolder ? waitUntil(deps, job, mark.due) : { ended: 'collapsed' };
  if (!stopped && !isHolder) return { ended: 'collapsed' };
  if (state.standing.isMuted) return { ended: 'muted' };
  return pushNow(deps, job, jobId, state);
};

/** @throws TableUnavailable, QueueUnavailable */
const pushNow = async (deps: PushDeps, job: PushJob, jobId: string, state: Read): Promise<PushResult> => {
  const { standing, mark, preferences } = state;
  const now = deps.clock();
  const devices = await liveDevices(deps, { tenantId: job.tenantId, personId: job.userId });
  if (devices.length === 0) return { ended: 'no device' };
  const owed = await readOwed(deps.table, job.userId, standing);
  if (!owed) return { ended: 'nothing' };
  const { number } = owed.newest;
  const isResumed = mark.number === number && mark.by === jobId;
  if (!isResumed) {
    if (mark.number >= number) return { ended: 'collapsed' };
    const quiet = quietUntil(preferences.quietHours, now);
    if (quiet !== null) return hold(deps, job, mark, quiet, jobId);
    const isUnanswered = mark.number > standing.position;
    if (isUnanswered && now < mark.at + deps.againMs) return hold(deps, job, mark, mark.at + deps.againMs, jobId);
    if (!(await claim(deps.table, job, { number, at: now, by: jobId }))) return { ended: 'collapsed' };
  }
  const notice = await noticeOf(deps, job, state, owed);
  const outcomes = await Promise.all(devices.map(async (device) => ({ device, outcome: await pushTo(deps, job, device, notice) })));
  await finish(deps.table, job, jobId);
  return { ended: 'pushed', outcomes };
};
