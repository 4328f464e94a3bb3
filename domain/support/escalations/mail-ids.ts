import type { Key } from '../../table/port.ts';
import { escalationHashKey, escalationIdKey } from '../messages/identity.ts';

const MESSAGE_ID = /^<escalation\.([\w-]{22})@parley\.invalid>$/;

/** The Message-ID of the mail about an escalation. Who answers names it in `In-Reply-To` or `References`. */
export const escalationMessageId = (tenantId: string, escalationId: string): string =>
  `<escalation.${escalationIdKey(tenantId, escalationId).pk.split('#').at(-1)}@parley.invalid>`;

/** Where the escalation lies that one of these ids names; undefined when none does. */
export const escalationNamedBy = (tenantId: string, messageIds: readonly string[]): Key | undefined => {
  const [hashed] = messageIds.flatMap((id) => MESSAGE_ID.exec(id)?.[1] ?? []);
  return hashed === undefined ? undefined : escalationHashKey(tenantId, hashed);
};
