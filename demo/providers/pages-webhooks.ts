/**
 * What Meta posts to the webhook of a Page or of an Instagram account after its own calls, from the documentation alone:
 * - https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/message-echoes (of 2026-03-18), message-deliveries,
 *   message-reads (of 2022-06-21)
 * - https://developers.facebook.com/documentation/business-messaging/instagram-messaging/webhooks (read 2026-11): echoes come with `messages`, `messaging_seen`
 *   contains the message's id
 * - https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed, …/reference/instagram (read 2026-11)
 */
export interface PageAccount {
  readonly channel: 'facebook' | 'instagram';
  readonly id: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly webhookUrl: string;
}

export interface SentMessage {
  readonly id: string;
  readonly recipient: string;
  readonly message: Readonly<Record<string, unknown>>;
}

const objectOf = ({ channel }: PageAccount): string => (channel === 'facebook' ? 'page' : 'instagram');

const messaging = (account: PageAccount, at: number, sender: string, recipient: string, event: object): string =>
  JSON.stringify({
    object: objectOf(account),
    entry: [{ id: account.id, time: at, messaging: [{ sender: { id: sender }, recipient: { id: recipient }, timestamp: at, ...event }] }],
  });

const change = (account: PageAccount, at: number, field: string, value: object): string =>
  JSON.stringify({ object: objectOf(account), entry: [{ id: account.id, time: Math.floor(at / 1000), changes: [{ field, value }] }] });

export function echo(account: PageAccount, { id, recipient, message }: SentMessage, at: number): string {
  const { text, metadata, attachment } = message as { text?: string; metadata?: string; attachment?: { type: string } };
  const attachments = attachment === undefined ? {} : { attachments: [{ type: attachment.type, payload: { url: 'https://cdn.example/sent' } }] };
  const said = { ...(text === undefined ? {} : { text }), ...(metadata === undefined ? {} : { metadata }), ...attachments };
  return messaging(account, at, account.id, recipient, { message: { mid: id, is_echo: true, app_id: 1517776481860111, ...said } });
}

export const delivered = (account: PageAccount, { id, recipient }: SentMessage, at: number): string =>
  messaging(account, at, recipient, account.id, { delivery: { mids: [id], watermark: at } });

/** Messenger reports a time, Instagram the message. */
export const seen = (account: PageAccount, { id, recipient }: SentMessage, at: number): string =>
  messaging(account, at, recipient, account.id, { read: account.channel === 'facebook' ? { watermark: at } : { mid: id } });

/** The post of a comment: ids of comments are `{post}_{comment}`, those of posts `{page}_{post}`. */
export const postOf = ({ id: page }: PageAccount, object: string): string => {
  const [first, second] = object.split('_');
  return first === page ? String(second) : String(first);
};

/** Of a comment that the account wrote, below the object. */
export function commented(account: PageAccount, comment: { readonly id: string; readonly text: string; readonly below: string }, at: number): string {
  const { id, text, below } = comment;
  if (account.channel === 'instagram')
    return change(account, at, 'comments', { id, from: { id: account.id, username: 'shop' }, text, parent_id: below, media: { id: '17900' } });
  const about = { comment_id: id, post_id: `${account.id}_${postOf(account, below)}`, parent_id: below };
  return change(account, at, 'feed', {
    item: 'comment',
    verb: 'add',
    from: { id: account.id, name: 'The Page' },
    ...about,
    message: text,
    created_time: Math.floor(at / 1000),
  });
}

/** Of a comment that the Page hid, showed or deleted. Instagram does not report this. */
export const moderated = (account: PageAccount, comment: string, verb: 'hide' | 'unhide' | 'remove', at: number): string =>
  change(account, at, 'feed', { item: 'comment', verb, comment_id: comment, post_id: `${account.id}_${postOf(account, comment)}` });
