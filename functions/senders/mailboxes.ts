import { openOriginSecrets } from '../../adapters/secrets/origin-secrets.ts';
import { byAge } from '../../domain/configuration/by-age.ts';
import { originOf } from '../../domain/origins/origin.ts';
import type { MailEdge } from '../../domain/outbound/rule-actions/escalation-mail.ts';
import { configurationCache } from '../../domain/policy/cache.ts';
import type { Table } from '../../domain/table/port.ts';
import { channelSenders } from './channel-senders.ts';

/** Mailboxes for mails that are not replies to customers: the ticket's origin if it is a mailbox, otherwise the tenant's oldest mailbox. */
export const mailboxes = (table: Table): MailEdge['mailboxFor'] => {
  const configurations = configurationCache({ table });
  const directory = async (tenantId: string) => configurations.get('directory', tenantId, await configurations.present(tenantId));
  const senderFor = channelSenders({ secrets: openOriginSecrets(), directory });
  return async (tenantId, preferred) => {
    const { origins } = await directory(tenantId);
    const usable = [...origins.values()]
      .map(({ item }) => originOf(item))
      .filter(({ channel, state }) => channel === 'mail' && state === 'enabled')
      .toSorted((left, right) => Number(right.id === preferred) - Number(left.id === preferred) || byAge(left, right));
    for (const { id, accountId } of usable) {
      const way = await senderFor(tenantId, id, 'mail');
      if (!('refused' in way)) return { originId: id, address: accountId, turn: way.turn, perform: way.perform };
    }
    return null;
  };
};
