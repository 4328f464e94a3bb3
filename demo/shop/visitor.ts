import { createHmac } from 'node:crypto';
import { call, HubError, type Json } from '../hub.ts';

/** The chat on the shop's pages. */
export interface Chat {
  readonly apiUrl: string;
  readonly originId: string;
  readonly identitySecret: string;
}

/** The host of the shop's pages. */
export const SHOP_HOST = 'www.bottega-luna.example';

/** A customer who is signed in at the shop, so that the conversation is the same after each restart. */
export const VISITOR = { id: 'customer-2077', name: 'Nadia Russo', email: 'nadia.russo@post.example' };
const LINES = [
  'Hi! I am looking at the moon lamp. Does it come with a bulb?',
  'And could you wrap it as a gift?',
  'Lovely, I have just ordered one. Thank you!',
] as const;

const newestReply = (items: readonly Json[]): number => Math.max(0, ...items.filter(({ from }) => from !== 'visitor').map(({ number }) => Number(number)));

/**
 * The next actions of the visitor's browser: resumes the session, sends this turn's message, reads new messages and acknowledges them. The message has its own
 * id, so a repeat after a crash has no second effect. Does nothing if the origin was removed, disabled or given other hosts.
 */
export async function visitShop({ apiUrl, originId, identitySecret }: Chat, turn: number): Promise<void> {
  const headers = { origin: `https://${SHOP_HOST}` };
  const hash = createHmac('sha256', identitySecret).update(VISITOR.id).digest('hex');
  const { id, name, email } = VISITOR;
  try {
    const session = await call('POST', `${apiUrl}/v1/livechat/sessions`, {
      headers,
      body: { originId, identity: { id, hash }, name, email, answers: { product: 'Moon lamp' } },
    });
    const as = { headers, token: String(session['token']) };
    const text = LINES[turn];
    if (text !== undefined) await call('POST', `${apiUrl}/v1/livechat/messages`, { ...as, body: { id: `line-${turn}`, text } });
    const { items } = await call('GET', `${apiUrl}/v1/livechat/updates`, as);
    const read = newestReply(items as Json[]);
    if (read > 0) await call('POST', `${apiUrl}/v1/livechat/acks`, { ...as, body: { read } });
  } catch (error) {
    if (!(error instanceof HubError) || error.status >= 500) throw error;
  }
}
