import type { Objects } from '../../adapters/objects/objects.ts';
import { parseMail } from '../../channels/mail/parse.ts';
import { originOfRecipient, readReceipt } from '../../channels/mail/ses/receipt.ts';
import { type Call, type KeepDeps, keepElements } from '../webhooks/keep-elements.ts';
import type { KnownOrigins } from '../webhooks/origins.ts';

export interface ReceiveDeps extends KeepDeps {
  readonly origins: KnownOrigins;
  readonly objects: Pick<Objects, 'get' | 'put'>;
  /** Its mailboxes are `{origin's id}@{domain}`. */
  readonly domain: string;
  /** The prefix of the keys of stored mails. */
  readonly prefix: string;
}

export interface Received {
  /** Origins that received the mail. */
  readonly kept: number;
  /** Recipients without an origin. */
  readonly unrouted: number;
  /** `foreign`: not a record of SES. `virus`: SES has found a virus, so the mail is not delivered. */
  readonly refused?: 'foreign' | 'virus';
}

/**
 * Delivers a mail that SES has stored to the origin of each recipient, in the same way as a mail by POST. Repeats make no second message: a mail is identified
 * by its content. @throws if the mail is not stored (yet), or if table, secrets, objects or topic cannot be reached
 */
export const receiveMail = async (deps: ReceiveDeps, record: unknown, call: Call): Promise<Received> => {
  const receipt = readReceipt(record);
  if (!receipt) return { kept: 0, unrouted: 0, refused: 'foreign' };
  if (receipt.hasVirus) return { kept: 0, unrouted: 0, refused: 'virus' };
  const named = receipt.recipients.map((address) => originOfRecipient(address, deps.domain));
  const originIds = [...new Set(named.filter((id) => id !== undefined))];
  const origins = (await Promise.all(originIds.map((id) => deps.origins.get(id)))).flatMap((origin) => (origin?.address.channel === 'mail' ? [origin] : []));
  const unrouted = named.filter((id) => id === undefined).length + originIds.length - origins.length;
  if (origins.length === 0) return { kept: 0, unrouted };
  const stored = await deps.objects.get(`${deps.prefix}${receipt.messageId}`);
  if (!stored) throw new Error('the mail is not stored');
  for (const { address, stored: secrets } of origins) {
    const elements = await parseMail({ body: stored.body, receivedAt: call.receivedAt }, { address: String(secrets.current['address']) }, { isStored: true });
    await keepElements(deps, address, elements, call);
  }
  return { kept: origins.length, unrouted };
};
