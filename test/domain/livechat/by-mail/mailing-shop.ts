import { capabilities } from '../../../../channels/mail/capabilities.ts';
import type { ReplyAction } from '../../../../domain/channels/actions.ts';
import { sendVisitorMail } from '../../../../domain/livechat/by-mail/send-mail.ts';
import { type Visitor, visitorKey, visitorOf } from '../../../../domain/livechat/visitor.ts';
import type { Outcome } from '../../../../domain/outbound/outcome.ts';
import type { SendDeps, WayOut } from '../../../../domain/outbound/replies/sending.ts';
import { receiverOf } from '../../../functions/api/receiver.ts';
import { livechatShop } from '../../../functions/api/routes/livechat-shop.ts';

export const EMAIL = 'mia@post.example';
export const MINUTE_MS = 60_000;

/** A live chat that continues by mail after ten minutes, and what its mailbox sends. */
export const mailingShop = async () => {
  const shop = await livechatShop();
  const { harness, world, staff, origin } = shop;
  const mailbox = (
    await staff('POST /v1/origins', { channel: 'mail', name: 'Help', credentials: { address: 'help@shop.example', inboundSecret: 'secret-of-mail' } })
  ).body;
  const continueBy = (continuity: object | null) => staff(`PATCH /v1/origins/${origin.id}`, { continuity });
  await continueBy({ mailOriginId: mailbox.id, afterMinutes: 10 });

  const letters: ReplyAction[] = [];
  /** What the mailbox answers next; otherwise it sends. */
  const answers: (Outcome | Error)[] = [];
  const way: WayOut = {
    capabilities,
    turn: async () => () => {},
    async perform(action) {
      const answer = answers.shift() ?? { outcome: 'sent', providerId: `<ses-${letters.length}@x>` };
      if (answer instanceof Error) throw answer;
      if (answer.outcome === 'sent' || answer.outcome === 'unknown') letters.push(action as ReplyAction);
      return answer;
    },
  };
  const ways: { way: WayOut | { readonly refused: 'origin_disabled' } } = { way };
  const deps: SendDeps = {
    ...receiverOf(harness),
    linkTo: async () => 'https://objects.test/file',
    sizeOf: async ({ objectKey }) => harness.uploaded.get(objectKey)?.body.byteLength ?? null,
    openFile: async function* () {},
    repeatForMs: 4 * 60 * MINUTE_MS,
    causationKey: async () => 'key',
    channelFor: async (_tenant, originId, channel) => (originId === mailbox.id && channel === 'mail' ? ways.way : { refused: 'origin_disconnected' }),
  };
  type Guest = Awaited<ReturnType<typeof shop.visitor>>;
  const conversation = ({ threadId }: Guest) => ({ tenantId: world.tenantId, threadId });
  const mail = (guest: Guest, receives = 1) => sendVisitorMail(deps, conversation(guest), { queuedAt: harness.deps.clock(), receives });
  const guestOf = async (guest: Guest): Promise<Visitor> => {
    const [item] = await harness.table.get([visitorKey(world.tenantId, guest.threadId)]);
    return visitorOf(world.tenantId, item as never);
  };
  const ack = (guest: Guest, to: object) => guest.call('POST /v1/livechat/acks', to);
  /** A visitor with an address who has asked something, and left. */
  const leaver = async (more: object = {}) => {
    const guest = await shop.visitor({ name: 'Mia', email: EMAIL, ...more });
    await guest.say('m-1', 'a secret of the visitor');
    return guest;
  };
  /** A reply that is in the log. */
  const said = async (guest: Guest, text: string): Promise<number> => {
    const { number } = await shop.reply(guest, text);
    await shop.send(guest, number);
    return number;
  };
  const deliveryOf = async ({ ticketId }: Guest, number: number) => {
    const { items } = (await staff(`GET /v1/tickets/${ticketId}/messages`)).body as { items: { number: number; delivery: object | null }[] };
    return items.find((one) => one.number === number)?.delivery;
  };
  const update = (guest: Guest, set: object) =>
    harness.table.write({ op: 'update', key: visitorKey(world.tenantId, guest.threadId), set: set as Record<string, unknown> });
  return { ...shop, mailbox, continueBy, letters, answers, ways, deps, conversation, mail, guestOf, ack, leaver, said, deliveryOf, update };
};
