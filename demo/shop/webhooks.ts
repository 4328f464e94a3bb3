import { createHash, createHmac } from 'node:crypto';
import { twilioSignature } from '../providers/twilio.ts';
import { wamid } from '../providers/whatsapp.ts';
import { mail } from './mail.ts';
import type { PublicAccounts } from './public-words.ts';
import type { Utterance } from './story.ts';

/** The shop's accounts at the providers: the webhook addresses and secrets. */
export interface Accounts extends PublicAccounts {
  readonly whatsapp: { readonly url: string; readonly appSecret: string; readonly accountId: string; readonly displayNumber: string };
  readonly facebook: { readonly url: string; readonly appSecret: string; readonly accountId: string };
  readonly instagram: { readonly url: string; readonly appSecret: string; readonly accountId: string };
  readonly mail: { readonly url: string; readonly inboundSecret: string; readonly address: string };
  readonly api: { readonly url: string; readonly signingSecret: string };
  readonly telegram: { readonly url: string; readonly botToken: string; readonly secretToken: string };
  readonly twilio: { readonly url: string; readonly accountSid: string; readonly authToken: string; readonly number: string };
  readonly trustpilot: {
    readonly url: string;
    readonly unit: string;
    readonly webhookSecret: string;
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly businessUserId: string;
  };
  /** Makes the provider ids unique to this shop. */
  readonly seed: string;
}

export interface SignedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An utterance and its time, epoch ms. The same input gives the same bytes. */
export type Said = Utterance & { readonly at: number };
/** The provider that calls the webhook. */
export type Caller = keyof Omit<Accounts, 'seed' | 'trustpilot' | keyof PublicAccounts>;
export const callerOf = ({ customer: { way } }: Utterance): Caller => {
  if (way === 'sms') return 'twilio';
  return way === 'messenger' || way === 'comment' ? 'facebook' : way;
};
/** Mails, SMS and Telegram's updates come one by one; the other providers may send several messages in one call. */
export const BATCH: Readonly<Record<Caller, number>> = { whatsapp: 4, facebook: 3, instagram: 3, mail: 1, api: 4, telegram: 1, twilio: 1 };

/** The call of a provider for several of its messages, in order. */
export function request(caller: Caller, said: readonly Said[], accounts: Accounts): SignedRequest {
  if (caller === 'whatsapp') return meta(accounts.whatsapp, whatsapp(said, accounts));
  if (caller === 'facebook') return meta(accounts.facebook, facebook(said, accounts));
  if (caller === 'instagram') return meta(accounts.instagram, instagram(said, accounts));
  if (caller === 'mail') {
    const body = said.map((each) => mail(each, accounts.mail.address, accounts.seed)).join('');
    return { url: accounts.mail.url, headers: { 'content-type': 'message/rfc822', 'x-parley-signature': sign(accounts.mail.inboundSecret, body) }, body };
  }
  if (caller === 'telegram') {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': accounts.telegram.secretToken };
    return { url: accounts.telegram.url, headers, body: said.map(telegram).join('') };
  }
  if (caller === 'twilio') return twilio(said, accounts);
  const messages = said.map((each) => ({
    id: idOf(each, accounts.seed),
    author: { id: each.customer.id, name: each.customer.name },
    text: each.text,
    createdAt: new Date(each.at).toISOString(),
  }));
  const body = JSON.stringify({ messages });
  return { url: accounts.api.url, headers: { 'content-type': 'application/json', 'x-parley-signature': sign(accounts.api.signingSecret, body) }, body };
}

/**
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages (text and image, read 2026-11).
 * Two messages per entry, so that a batch has several entries and several messages in an entry.
 */
function whatsapp(said: readonly Said[], { whatsapp: account, seed }: Accounts): unknown {
  const entries = said.length > 2 ? [said.slice(0, 2), said.slice(2)] : [said];
  const message = (each: Said) => {
    const head = {
      from: each.customer.id,
      id: wamid(each.customer.id, idOf(each, seed).slice(0, 20).toUpperCase(), 'incoming'),
      timestamp: String(Math.floor(each.at / 1000)),
    };
    if (!each.photo) return { ...head, type: 'text', text: { body: each.text } };
    const sha256 = createHash('sha256').update(idOf(each, seed)).digest('base64');
    return { ...head, type: 'image', image: { caption: each.text, mime_type: 'image/jpeg', sha256, id: String(900_000_000_000_000 + each.k) } };
  };
  const value = (messages: readonly Said[]) => ({
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: account.displayNumber, phone_number_id: account.accountId },
    contacts: messages.map((each) => ({ profile: { name: each.customer.name }, wa_id: each.customer.id })),
    messages: messages.map(message),
  });
  return {
    object: 'whatsapp_business_account',
    entry: entries.map((each) => ({ id: `1${account.accountId}`, changes: [{ value: value(each), field: 'messages' }] })),
  };
}

/**
 * Messenger: https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messages (of 2026-03-27).
 * Comments: the `feed` field of https://developers.facebook.com/docs/graph-api/webhooks/reference/page (read 2026-11).
 */
function facebook(said: readonly Said[], { facebook: account, seed }: Accounts): unknown {
  const page = account.accountId;
  const entry = (each: Said) => {
    if (each.customer.way === 'comment') {
      const post = `${page}_${8800 + (each.k % 5)}`;
      const value = {
        from: { id: each.customer.id, name: each.customer.name },
        post_id: post,
        comment_id: `${post.split('_')[1]}_${70_000 + each.k}`,
        parent_id: post,
        created_time: Math.floor(each.at / 1000),
        item: 'comment',
        verb: 'add',
        message: each.text,
      };
      return { id: page, time: Math.floor(each.at / 1000), changes: [{ value, field: 'feed' }] };
    }
    const attachments = [{ type: 'image', payload: { url: `https://shop.example/photos/${each.talk}-${each.turn}.jpg` } }];
    const message = { mid: `m_${idOf(each, seed)}`, text: each.text, ...(each.photo ? { attachments } : {}) };
    return { id: page, time: each.at, messaging: [{ sender: { id: each.customer.id }, recipient: { id: page }, timestamp: each.at, message }] };
  };
  return { object: 'page', entry: said.map(entry) };
}

/** Every third customer's first words are a comment. …/business-messaging/instagram-messaging/webhooks, …/graph-api/webhooks/reference/instagram (read 2026-11). */
function instagram(said: readonly Said[], { instagram: account, seed }: Accounts): unknown {
  const entry = (each: Said) => {
    const { customer, at, text, turn } = each;
    if (turn === 0 && each.k % 3 === 0) {
      const from = { id: customer.id, username: customer.key };
      const value = { id: String(17_900_000_000_000_000n + BigInt(each.k)), from, text, media: { id: '17895695668004550', media_product_type: 'FEED' } };
      return { id: account.accountId, time: Math.floor(at / 1000), changes: [{ field: 'comments', value }] };
    }
    const attachments = [{ type: 'image', payload: { url: `https://shop.example/photos/${each.talk}-${turn}.jpg` } }];
    const message = { mid: `ig_${idOf(each, seed)}`, text, ...(each.photo ? { attachments } : {}) };
    return { id: account.accountId, time: at, messaging: [{ sender: { id: customer.id }, recipient: { id: account.accountId }, timestamp: at, message }] };
  };
  return { object: 'instagram', entry: said.map(entry) };
}

/** One update: https://core.telegram.org/bots/api#update, #message (Bot API 10.1, read 2026-11-29). */
function telegram({ customer, k, at, text, photo }: Said): string {
  const [first = '', ...rest] = customer.name.split(' ');
  const user = { id: Number(customer.id), first_name: first, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) };
  const file = (size: string) => ({
    file_id: `photo-${k}-${size}`,
    file_unique_id: `${k}-${size}`,
    width: size === 'm' ? 320 : 800,
    height: size === 'm' ? 240 : 600,
  });
  const content = photo ? { photo: [file('m'), file('x')], caption: text } : { text };
  const message = {
    message_id: 1 + k,
    from: { ...user, is_bot: false, language_code: customer.language },
    chat: { ...user, type: 'private' },
    date: Math.floor(at / 1000),
    ...content,
  };
  return JSON.stringify({ update_id: 10_000 + k, message });
}

/** One message: https://www.twilio.com/docs/messaging/guides/webhook-request (read 2026-11-29). */
function twilio(said: readonly Said[], { twilio: { url, accountSid, authToken, number }, seed }: Accounts): SignedRequest {
  const form = Object.assign({}, ...said.map((each) => smsOf(each, accountSid, number, idOf(each, seed)))) as Record<string, string>;
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': twilioSignature(authToken, url, form) };
  return { url, headers, body: new URLSearchParams(form).toString() };
}

function smsOf({ customer, text, photo, talk, turn }: Said, accountSid: string, number: string, id: string): Record<string, string> {
  const sid = `${photo ? 'MM' : 'SM'}${id.slice(0, 32)}`;
  const media: Record<string, string> = photo ? { MediaUrl0: `https://shop.example/photos/${talk}-${turn}.jpg`, MediaContentType0: 'image/jpeg' } : {};
  return {
    MessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    AccountSid: accountSid,
    From: customer.id,
    To: number,
    Body: text,
    NumMedia: photo ? '1' : '0',
    ...media,
  };
}

function meta(account: { url: string; appSecret: string }, content: unknown): SignedRequest {
  const body = JSON.stringify(content);
  return { url: account.url, headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(account.appSecret, body) }, body };
}

/** The provider's id of an utterance, 40 hex digits. */
export const idOf = (said: Pick<Utterance, 'k'>, seed: string): string => createHash('sha1').update(`${seed}:${said.k}`).digest('hex');
export const sign = (secret: string, body: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
