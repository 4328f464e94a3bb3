import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { append } from '../../conversations/log/append.ts';
import { failureKind } from '../../edge-errors.ts';
import type { Key } from '../../table/port.ts';
import { messageAttributes, messageOf } from '../messages/message.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { threadHead } from '../tickets/head-store.ts';
import { finishJoined } from '../tickets/leading.ts';
import { openTicketDraft } from '../tickets/open-ticket-draft.ts';
import { messagesOf, type Span, showOpenSpan } from '../tickets/show-span.ts';

/** Spans of a disabled origin, oldest first; `domain/support/inbound/create-message.ts` adds them. */
export const shadowPk = (tenantId: string, originId: string): string => `T#${tenantId}#SH#${originId}`;

export interface RevealJob {
  readonly tenantId: string;
  readonly originId: string;
  /** Milliseconds after which the job hands over to its continuation. */
  readonly budgetMs: number;
}

/** Messages rewritten per transaction. */
const CHUNK = 40;
/** Chunks after which the position is stored. */
const CHUNKS_A_MARK = 25;

/**
 * Reveals what an origin received while it was disabled, thread by thread, each in one step: from then on, lists show its whole
 * span. The messages themselves are rewritten afterwards, in chunks, for search and the live feed. Resumable: a span stays
 * in the index until all of that is done. Stops if the origin is disabled again. `apart` receives a span that fails for a reason of its own, so
 * that it does not delay the others.
 * @returns whether there is more to do
 * @throws TableUnavailable; calling again is safe. Without `apart`, also a span's own error
 */
export const revealOrigin = async (deps: TicketDeps, job: RevealJob, apart?: (span: Key) => Promise<void>): Promise<'done' | 'more'> => {
  const until = deps.clock() + job.budgetMs;
  const failed = new Set<string>();
  let after: Readonly<Record<string, string>> | undefined;
  let revealed = 0;
  for (;;) {
    if (!(await isEnabled(deps, job))) return 'done';
    const page = await deps.table.query({ pk: shadowPk(job.tenantId, job.originId), index: 'byActivity', limit: 25, ...(after ? { after } : {}) });
    for (const key of page.items) {
      if (deps.clock() > until) return 'more';
      if (failed.has(`${key.pk}#${key.sk}`)) continue;
      try {
        if ((await revealSpanAt(deps, job.tenantId, key, until)) === 'more') return 'more';
        revealed += 1;
      } catch (error) {
        if (!apart || failureKind(error) === 'unavailable') throw error;
        failed.add(`${key.pk}#${key.sk}`);
        await apart(key);
      }
    }
    if (page.next) {
      after = page.next;
      continue;
    }
    // Spans leave the index when they are revealed; new ones are at its end.
    if (revealed === 0) return 'done';
    revealed = 0;
    after = undefined;
  }
};

/** Reveals a single span. @throws its own error */
export const revealSpan = async (deps: TicketDeps, origin: Pick<RevealJob, 'tenantId' | 'originId'>, { pk, sk }: Key): Promise<void> => {
  if (await isEnabled(deps, origin)) await revealSpanAt(deps, origin.tenantId, { pk, sk });
};

const isEnabled = async (deps: TicketDeps, { tenantId, originId }: Pick<RevealJob, 'tenantId' | 'originId'>): Promise<boolean> => {
  const [tenant] = await deps.table.get([tenantKey(tenantId)], { consistent: true });
  if (!tenant) return false;
  return (await deps.policies(tenantId, generationsOf(tenant))).originState(originId) === 'enabled';
};

/** `until`: epoch ms at which a long span hands over to the next run, which continues from there. */
const revealSpanAt = async (deps: TicketDeps, tenantId: string, key: Key, until = Number.POSITIVE_INFINITY): Promise<'done' | 'more'> => {
  const thread = parseThreadPk(key.pk);
  if (!thread) return 'done';
  const span = await showSpan(deps, tenantId, thread.threadId, key);
  if (!span) return 'done';
  const { next, ...whole } = span;
  let chunks = 0;
  for (let from = next; from <= span.to; from += CHUNK) {
    const isOver = from > next && deps.clock() > until;
    // After a crash, it continues at the last stored position.
    if (isOver || chunks === CHUNKS_A_MARK)
      await deps.table.write({ op: 'update', key: { pk: key.pk, sk: key.sk }, set: { next: from }, when: { exists: true } });
    if (isOver) return 'more';
    if (chunks === CHUNKS_A_MARK) chunks = 0;
    chunks += 1;
    await rewrite(deps, tenantId, thread.threadId, { ...whole, from, to: Math.min(from + CHUNK - 1, span.to) });
  }
  await deps.table.write({ op: 'put', item: { pk: key.pk, sk: key.sk, ...whole, revealed: true } });
  return 'done';
};

/** `next`: where the rewriting goes on. */
const showSpan = (deps: TicketDeps, tenantId: string, threadId: string, key: Key): Promise<(Span & { readonly next: number }) | null> =>
  append(deps, {
    head: threadHead(tenantId, threadId, deps.shards),
    reads: [tenantKey(tenantId), { pk: key.pk, sk: key.sk }],
    async decide(draft, [tenant, item]) {
      if (!tenant || !item) return null;
      if (item['revealed'] === true) {
        const from = item['from'] as number;
        return { from, to: item['to'] as number, ticketId: item['ticketId'] as string | null, next: (item['next'] as number | undefined) ?? from };
      }
      const ticketDraft = openTicketDraft(deps, draft, {
        tenant,
        tenantId,
        threadId,
        policy: await deps.policies(tenantId, generationsOf(tenant), { lists: true }),
        correlationId: `reveal.${threadId}.${String(item['from'])}`,
        by: { type: 'system', id: null },
        depth: 0,
      });
      const span = await showOpenSpan(deps, draft, ticketDraft, item);
      ticketDraft.finish({ audit: true });
      await finishJoined({ draft }, deps.bodies);
      return { ...span, next: span.from };
    },
  });

/** Brings the messages themselves in line with their span; each once. */
const rewrite = (deps: TicketDeps, tenantId: string, threadId: string, { from, to, ticketId }: Span): Promise<void> =>
  append(deps, {
    head: threadHead(tenantId, threadId, deps.shards),
    reads: [],
    async decide(draft) {
      for (const item of await messagesOf(deps.table, draft.pk, from, to)) {
        const message = messageOf(item);
        if (!message.shadowed) continue;
        const { aside } = item;
        draft.rewrite(item, { ...messageAttributes({ ...message, shadowed: false, ticketId }), ...(aside === undefined ? {} : { aside }) });
      }
    },
  });
