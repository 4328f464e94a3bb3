import { createHash } from 'node:crypto';
import type { Clock } from '../../context.ts';
import { count } from '../../rate-limits/window.ts';
import type { Table } from '../../table/port.ts';
import type { AccountMailEntry } from '../account-mail/account-mail.ts';
import { foldEmail } from '../person.ts';

interface Deps {
  /** The directory: counts of requests. */
  readonly table: Table;
  readonly clock: Clock;
  readonly queues: {
    send(queueUrl: string, messages: readonly { readonly body: string; readonly groupId: string; readonly dedupeId: string }[]): Promise<void>;
  };
  readonly outboundQueueUrl: string;
  /** Requests a minute. */
  readonly limits: { readonly passwordResetsPerAddress: number };
}

/** Requests a minute for one account. */
const PER_ACCOUNT = 5;

/**
 * Asks the sender for a mail with a link. Nothing is looked up here: the answer and its time are the same whoever the address belongs to. The queue drops
 * the same request within five minutes, so nobody's mailbox is flooded.
 * @throws Problem rate_limited; QueueUnavailable, TableUnavailable
 */
export async function askReset(
  deps: Deps,
  { slug, email, address, correlationId }: { readonly slug: string; readonly email: string; readonly address: string; readonly correlationId: string },
): Promise<void> {
  const account = `${slug}\n${foldEmail(email)}`;
  await count(deps, { what: 'reset-address', who: address, most: deps.limits.passwordResetsPerAddress });
  await count(deps, { what: 'reset-account', who: account, most: PER_ACCOUNT });
  const entry: AccountMailEntry = { accountMail: { kind: 'password_reset', slug, email: foldEmail(email), correlationId } };
  const name = createHash('sha256').update(account).digest('base64url');
  await deps.queues.send(deps.outboundQueueUrl, [{ body: JSON.stringify(entry), groupId: `account.${name}`, dedupeId: `reset.${name}` }]);
}
