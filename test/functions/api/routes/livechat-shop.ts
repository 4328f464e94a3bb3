import { createHmac } from 'node:crypto';
import { capabilities } from '../../../../channels/livechat/capabilities.ts';
import { outbound } from '../../../../channels/livechat/outbound.ts';
import { sendReply } from '../../../../domain/outbound/replies/send-reply.ts';
import type { SendDeps } from '../../../../domain/outbound/replies/sending.ts';
import { type Call, createHarness } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

export const PAGE = 'https://shop.example';
export const SECRET = 'identity-secret-of-the-tests';
export const identityOf = (id: string, secret = SECRET) => ({ id, hash: createHmac('sha256', secret).update(id).digest('hex') });

/** A tenant with a live chat, its visitors, and an agent who answers. */
export const livechatShop = async (env: Readonly<Record<string, string>> = {}) => {
  const harness = createHarness({ env });
  const world = await harness.tenant();
  const { token } = await world.key('admin');
  const staff = (target: string, body?: unknown) => harness.call(target, { token, ...(body === undefined ? {} : { body }) });
  const credentials = { allowedDomains: ['shop.example'], identitySecret: SECRET };
  const origin = (await staff('POST /v1/origins', { channel: 'livechat', name: 'Chat', credentials })).body;

  const asVisitor = (target: string, { headers = {}, ...call }: Call = {}) => harness.call(target, { ...call, headers: { origin: PAGE, ...headers } });
  const start = (body: object = {}, call: Call = {}) => asVisitor('POST /v1/livechat/sessions', { ...call, body: { originId: origin.id, ...body } });
  /** A visitor with a session. */
  const visitor = async (body: object = {}) => {
    const session = (await start(body)).body;
    const call = (target: string, given?: unknown) => asVisitor(target, { token: session.token, ...(given === undefined ? {} : { body: given }) });
    const say = (id: string, text: string, more: object = {}) => call('POST /v1/livechat/messages', { id, text, ...more });
    const updates = async (position?: string) => (await call(`GET /v1/livechat/updates${position === undefined ? '' : `?position=${position}`}`)).body;
    return { session, call, say, updates, threadId: String(session.conversationId), ticketId: `${session.conversationId}.1` };
  };
  type TestVisitor = Awaited<ReturnType<typeof visitor>>;
  const reply = async ({ ticketId }: TestVisitor, text: string, kind = 'reply') =>
    (await staff(`POST /v1/tickets/${ticketId}/messages`, { kind, text })).body as { number: number };
  const deliveries = async ({ ticketId }: TestVisitor): Promise<(string | null)[]> =>
    ((await staff(`GET /v1/tickets/${ticketId}/messages`)).body.items as { delivery: { state: string } | null }[]).map(
      ({ delivery }) => delivery?.state ?? null,
    );
  /** What the sender does with a reply. */
  const send = ({ threadId }: TestVisitor, number: number): Promise<unknown> => {
    const deps: SendDeps = {
      ...receiverOf(harness),
      linkTo: async () => '',
      sizeOf: async () => null,
      openFile: async function* () {},
      repeatForMs: 60_000,
      causationKey: async () => 'key',
      channelFor: async () => ({ capabilities, turn: async () => () => {}, perform: (action) => outbound.perform(action, {}, undefined as never) }),
    };
    return sendReply(deps, { tenantId: world.tenantId, threadId, number, correlationId: 'sender' }, harness.deps.clock());
  };
  return { harness, world, staff, origin, asVisitor, start, visitor, reply, deliveries, send };
};
