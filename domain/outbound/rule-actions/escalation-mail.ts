import { hash } from 'node:crypto';
import { escalationMessageId } from '../../support/escalations/mail-ids.ts';
import type { Table } from '../../table/port.ts';

/** A mail about an escalation, ready to be sent. */
export interface EscalationMail {
  readonly tenantId: string;
  /** The same at every repeat. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** An answer names it in `In-Reply-To`. */
  readonly messageId: string;
}

/** Where mails go. `held`: nothing sends them yet; they are kept where an operator finds them. @throws when it does not answer: the mail is tried again */
export interface MailEdge {
  send(mail: EscalationMail): Promise<'done' | 'held'>;
}

export const escalationMail = (
  tenantId: string,
  {
    escalationId,
    email,
    text,
    dueAt,
    sequence,
  }: { readonly escalationId: string; readonly email: string; readonly text: string; readonly dueAt: string | null; readonly sequence: number },
): EscalationMail => ({
  tenantId,
  id: escalationId,
  to: email,
  subject: `Escalation of ticket #${sequence}`,
  text: dueAt === null ? text : `${text}\n\nPlease answer until ${dueAt}.`,
  messageId: escalationMessageId(tenantId, escalationId),
});

const HELD_SECONDS = 30 * 86_400;

/**
 * Stands in for a transport of mail until there is one: keeps the mail, whole, in `T#{tenant}#MAIL` for 30 days. Nothing leaves the hub, and the
 * escalation shows `delivery: held`.
 */
export const heldMail = ({ table, clock }: { readonly table: Pick<Table, 'write'>; readonly clock: () => number }): MailEdge => ({
  async send({ tenantId, id, ...mail }) {
    const now = clock();
    await table.write({
      op: 'put',
      item: {
        pk: `T#${tenantId}#MAIL`,
        sk: hash('sha256', id, 'base64url').slice(0, 22),
        id,
        ...mail,
        at: new Date(now).toISOString(),
        ttl: Math.floor(now / 1000) + HELD_SECONDS,
      },
    });
    return 'held';
  },
});
