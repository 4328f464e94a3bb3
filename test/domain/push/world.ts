import { createECDH, randomUUID } from 'node:crypto';
import type { Push, PushOutcome } from '../../../domain/push/gateway.ts';
import { type PushDeps, pushOwed } from '../../../domain/push/push.ts';
import type { PushJob } from '../../../domain/push/push-job.ts';
import { createHarness } from '../../functions/api/harness.ts';

/** A browser's subscription. `n`: the same number is the same browser. */
export const subscription = (n: number): string => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(String(n).padStart(64, '0'), 'hex');
  const keys = { p256dh: ecdh.getPublicKey('base64url', 'uncompressed'), auth: Buffer.alloc(16, n).toString('base64url') };
  return JSON.stringify({ endpoint: `https://push.example/${n}`, keys });
};

/** Ann and Bo of a tenant have a group. Bo is away, with the devices that a test registers. */
export const openWorld = async (more: Partial<PushDeps> = {}) => {
  const harness = createHarness({ env: { PUSH_FCM_APPLICATION_ARN: 'arn:aws:sns:eu-west-1:1:app/GCM/shop' } });
  const { tenantId, person, adminToken } = await harness.tenant();
  const [ann, bo] = [await person('user'), await person('user')];
  const call = async (target: string, { token }: { readonly token: string }, body?: unknown, status = 2) => {
    const reply = await harness.call(target, { token, ...(body === undefined ? {} : { body }) });
    if (Math.floor(reply.status / 100) !== status) throw new Error(`${target}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const group = await call('POST /v1/groups', ann, { name: 'Crew', memberIds: [bo.id] });
  const conversationId = String(group.conversationId);
  const queued: PushJob[] = [];
  const pushes: Push[] = [];
  /** What the push service of a device says next; otherwise it takes everything. */
  const answers = new Map<string, PushOutcome>();
  /** The clock of pushes runs ahead: the people's access tokens stay valid. */
  let ahead = 0;
  const clock = () => harness.deps.clock() + ahead;
  const deps: PushDeps = {
    table: harness.table,
    clock,
    random: () => 0,
    send: async (push) => {
      pushes.push(push);
      return answers.get(push.device.id) ?? { outcome: 'sent' };
    },
    queue: async (job) => void queued.push(job),
    againMs: 60_000,
    ttlSeconds: 86_400,
    ...more,
  };
  const job: PushJob = { tenantId, userId: bo.id, conversationId };
  const run = async (given: PushJob = job, jobId: string = randomUUID()) => (await pushOwed(deps, given, jobId)).ended;
  return {
    harness,
    deps,
    tenantId,
    admin: { token: adminToken },
    ann,
    bo,
    call,
    conversationId,
    groupId: String(group.id),
    clock,
    pass: (ms: number) => void (ahead += ms),
    queued,
    pushes,
    answers,
    job,
    run,
    post: (body: string, by = ann) => call(`POST /v1/groups/${group.id}/messages`, by, { body }),
    ack: (number: number) => call('POST /v1/acks', bo, { conversationId, number }),
    register: async (n = 1, by = bo): Promise<string> => String((await call('POST /v1/devices', by, { kind: 'webpush', token: subscription(n) })).id),
    shown: () => pushes.map(({ notice: { count, number } }) => [count, number]),
    /** Runs the job that waits, once its time has come. */
    runQueued: async () => {
      const waiting = queued.shift();
      if (!waiting) throw new Error('no job waits');
      const waits = (waiting.notBefore ?? 0) - clock();
      if (waits > 0) ahead += waits;
      return run(waiting);
    },
  };
};
