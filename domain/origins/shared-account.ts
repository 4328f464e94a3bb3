import { kindPk } from '../configuration/keys.ts';
import type { FieldError } from '../errors.ts';
import { everyItem } from '../table/every-item.ts';
import type { Table } from '../table/port.ts';
import { type Origin, originOf } from './origin.ts';

/** Mail addresses are compared without case; other account ids exactly. */
const folded = ({ channel, accountId }: Pick<Origin, 'channel' | 'accountId'>): string | null =>
  accountId === null ? null : channel === 'mail' ? accountId.trim().normalize('NFC').toLowerCase() : accountId;

const age = ({ createdAt, id }: Origin): string => `${createdAt}${id}`;

/**
 * Warns that other origins of the tenant have the same account, which is allowed. Says which of them gets which messages, as `routes` in
 * functions/webhooks/process-webhook.ts decides. @throws TableUnavailable
 */
export const sharedAccountWarnings = async (table: Table, tenantId: string, origin: Origin): Promise<FieldError[]> => {
  const account = folded(origin);
  if (account === null) return [];
  const all = (await everyItem(table, kindPk(tenantId, 'ORIGIN'), 'ORIGIN#')).map(originOf);
  const others = all.filter((other) => other.id !== origin.id && other.channel === origin.channel && folded(other) === account);
  if (others.length === 0) return [];
  const [oldest = origin] = [...others, origin].toSorted((a, b) => (age(a) < age(b) ? -1 : 1));
  const names = others.map(({ name, id }) => `${name} (${id})`).join(', ');
  const first = oldest.id === origin.id ? 'this origin' : `${oldest.name} (${oldest.id})`;
  const what = origin.channel === 'mail' ? 'mail address' : 'account';
  return [
    {
      path: `credentials.${origin.channel === 'mail' ? 'address' : 'accountId'}`,
      message:
        `${names} ${others.length === 1 ? 'has' : 'have'} the same ${what}. What is posted to an origin's own webhook path goes to that origin; ` +
        `what comes in for this ${what} by any other way goes to the oldest of them, ${first}.`,
    },
  ];
};
