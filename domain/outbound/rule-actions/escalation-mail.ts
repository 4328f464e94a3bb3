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
  /** The mail has it in `References`, and so has an answer to it. */
  readonly messageId: string;
}

/** A mailbox of the tenant that mails leave from. */
export interface Mailbox extends Pick<WayOut, 'turn' | 'perform'> {
  readonly originId: string;
  readonly address: string | null;
}

/** Where mails go. */
export interface MailEdge {
  /** The mailbox of this origin, or another one of the tenant; null when no enabled one has what sending needs. */
  mailboxFor(tenantId: string, originId: string): Promise<Mailbox | null>;
  /** Keeps a mail that no mailbox can send where an operator finds it. */
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

/** Keeps a mail, whole, in `T#{tenant}#MAIL` for 30 days: the tenant has no mailbox. The escalation shows `delivery: held`. */
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
