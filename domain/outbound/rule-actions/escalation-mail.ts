import { hash } from 'node:crypto';
import { escalationMessageId } from '../../support/escalations/mail-ids.ts';
import type { Table } from '../../table/port.ts';
import type { WayOut } from '../replies/sending.ts';

/** A mail about an escalation, ready to be sent. */
export interface EscalationMail {
  readonly tenantId: string;
  /** The same at every repeat. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The mail and its answers contain it in `References`. */
  readonly messageId: string;
}

/** A mailbox of the tenant that sends mails. */
export interface Mailbox extends Pick<WayOut, 'turn' | 'perform'> {
  readonly originId: string;
  readonly address: string | null;
}

/** How mails are sent or kept. */
export interface MailEdge {
  /** The mailbox of this origin, or another one of the tenant; null if no enabled mailbox can send. */
  mailboxFor(tenantId: string, originId: string): Promise<Mailbox | null>;
  /** Stores a mail that no mailbox can send, so that an operator finds it. */
  hold(mail: EscalationMail): Promise<void>;
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

/** Stores the complete mail in `T#{tenant}#MAIL` for 30 days: the tenant has no mailbox. The escalation shows `delivery: held`. */
export const holdMail =
  ({ table, clock }: { readonly table: Pick<Table, 'write'>; readonly clock: () => number }): MailEdge['hold'] =>
  async ({ tenantId, id, ...mail }) => {
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
  };
