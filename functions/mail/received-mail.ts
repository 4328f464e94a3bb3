import type { Objects } from '../../adapters/objects/objects.ts';
import { parseMail } from '../../channels/mail/parse.ts';
import { originOfRecipient, readReceipt } from '../../channels/mail/ses/receipt.ts';
import { type Call, type KeepDeps, keepElements } from '../webhooks/keep-elements.ts';
import type { KnownOrigin, KnownOrigins } from '../webhooks/origins.ts';

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
  await deliver(deps, origins, `${deps.prefix}${receipt.messageId}`, call);
  return { kept: origins.length, unrouted };
};

/**
 * Delivers a mail that the poller has stored to its origin, in the same way. `body`: of the queue's message, `{originId, key}`.
 * @throws like `receiveMail`
 */
export const receivePolled = async (deps: ReceiveDeps, body: string, call: Call): Promise<Received> => {
  const { originId, key } = JSON.parse(body) as { readonly originId: string; readonly key: string };
  const origin = await deps.origins.get(originId);
  if (origin?.address.channel !== 'mail') return { kept: 0, unrouted: 1 };
  await deliver(deps, [origin], key, call);
  return { kept: 1, unrouted: 0 };
};

const deliver = async (deps: ReceiveDeps, origins: readonly KnownOrigin[], key: string, call: Call): Promise<void> => {
  const mail = await deps.objects.get(key);
  if (!mail) throw new Error('the mail is not stored');
  for (const { address, stored } of origins) {
    const elements = await parseMail({ body: mail.body, receivedAt: call.receivedAt }, { address: String(stored.current['address']) }, { isStored: true });
    await keepElements(deps, address, elements, call);
  }
};
