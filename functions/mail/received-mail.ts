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
  /** Keys of stored mails begin with it. */
  readonly prefix: string;
}

export interface Received {
  /** Origins that have the mail now. */
  readonly kept: number;
  /** Recipients without an origin. */
  readonly unrouted: number;
  /** `foreign`: no record of SES. `virus`: SES has found one, so nobody gets the mail. */
  readonly refused?: 'foreign' | 'virus';
}

/**
 * A mail that SES has stored goes to the origin of each recipient, on the way that a mail by POST takes. Repeats make no second message: a mail is known by
 * what is in it. @throws when the mail is not there (yet), or table, secrets, objects or topic cannot be reached
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
    const elements = await parseMail({ body: stored.body, receivedAt: call.receivedAt }, { address: String(secrets.current['address']) });
    await keepElements(deps, address, elements, call);
  }
  return { kept: origins.length, unrouted };
};
