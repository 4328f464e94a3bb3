import { createHash } from 'node:crypto';
import { originKey, originOf } from '../../origins/origin.ts';
import { arm, type TimerStep } from '../../support/deadlines/plan.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import type { Item, Table } from '../../table/port.ts';
import type { VisitorMailTimer } from './timer.ts';
import { parseVisitorKey } from './visitor-key.ts';

const MINUTE_MS = 60_000;

/** Something new in a chat that a visitor may have to get by mail. */
export interface Spoken {
  readonly tenantId: string;
  readonly threadId: string;
  readonly originId: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Whether the last message is new. A single new message of the visitor is not owed to them; several may include a reply. */
export const spokenBetween = (
  { tenantId, threadId }: { readonly tenantId: string; readonly threadId: string },
  before: Pick<Ticket, 'lastMessage'> | null,
  after: Pick<Ticket, 'lastMessage' | 'origin'> | null,
): Spoken[] => {
  const last = after?.lastMessage;
  if (!last || after.origin.channel !== 'livechat') return [];
  const had = before?.lastMessage?.number ?? 0;
  if (last.number <= had || (last.kind === 'customer' && last.number === had + 1)) return [];
  return [{ tenantId, threadId, originId: after.origin.id, at: last.createdAt }];
};

/** A visitor is owed a reply by mail again (`mail-again.ts`). */
export const owedAgain = (before: Item | undefined, after: Item | undefined): Spoken[] => {
  const visitor = after && parseVisitorKey(after);
  const at: unknown = after?.['mailAgainAt'];
  if (!visitor || typeof at !== 'string' || at === before?.['mailAgainAt']) return [];
  return [{ ...visitor, originId: String(after['originId']), at }];
};

/** The timers for chats whose origin continues by mail. The timer of the first reply mails also the later ones. @throws TableUnavailable */
export const visitorMailTimers = async (table: Pick<Table, 'get'>, spoken: readonly Spoken[], now: number): Promise<readonly TimerStep<VisitorMailTimer>[]> => {
  const keys = new Map(spoken.map(({ tenantId, originId }) => [`${tenantId}\n${originId}`, originKey(tenantId, originId)]));
  if (keys.size === 0) return [];
  const found = await table.get([...keys.values()], { consistent: true });
  const origins = new Map([...keys.keys()].map((name, index) => [name, found[index]]));
  return spoken.flatMap(({ tenantId, threadId, originId, at }) => {
    const item = origins.get(`${tenantId}\n${originId}`);
    const continuity = item && originOf(item).continuity;
    if (!continuity) return [];
    const dueAt = new Date(Date.parse(at) + continuity.afterMinutes * MINUTE_MS).toISOString();
    const timer: VisitorMailTimer = { schema: 'visitor-mail/1', tenantId, threadId, dueAt };
    return [
      arm(
        timer,
        'visitorMail',
        createHash('sha256')
          .update(JSON.stringify([tenantId, threadId, dueAt]))
          .digest(),
        now,
      ),
    ];
  });
};
