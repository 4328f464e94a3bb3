import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface CredentialField {
  /** The member of `credentials`, dotted. */
  readonly name: string;
  readonly label: MessageDescriptor;
  /** Where to find it, or what it is for. */
  readonly hint: MessageDescriptor;
  /** `flag`: yes or no. `application`: one of the workspace's applications, by its token. */
  readonly kind?: 'secret' | 'list' | 'number' | 'flag' | 'application';
  readonly isOptional?: true;
  /** The business chooses it: the wizard proposes one, which is then given to the provider. */
  readonly isOwn?: true;
}

const token = (hint: MessageDescriptor): CredentialField => ({ name: 'accessToken', label: msg`Access token`, hint, kind: 'secret' });
const own = (name: string, label: MessageDescriptor, hint: MessageDescriptor): CredentialField => ({ name, label, hint, kind: 'secret', isOwn: true });
const optional = (field: CredentialField): CredentialField => ({ ...field, isOptional: true });

const meta = (account: MessageDescriptor, where: MessageDescriptor): readonly CredentialField[] => [
  { name: 'accountId', label: account, hint: where },
  { name: 'appSecret', label: msg`App secret`, hint: msg`Meta for Developers: your app, App settings, Basic.`, kind: 'secret' },
  token(msg`A permanent token of a system user: Business settings, System users.`),
  own('verifyToken', msg`Verify token`, msg`Any word. Meta repeats it when you enter the address of the webhook.`),
];

/** The credentials of each channel, in the order in which people meet them. A test compares them with the API's document. */
export const CHANNEL_FIELDS: Readonly<Record<string, readonly CredentialField[]>> = {
  whatsapp: meta(msg`Phone number ID`, msg`Meta for Developers: WhatsApp, API setup. It is not the number itself.`),
  facebook: meta(msg`Page ID`, msg`On Facebook: your Page, About, Page transparency.`),
  instagram: meta(msg`Instagram account ID`, msg`Meta for Developers: Instagram, API setup.`),
  mail: [
    { name: 'address', label: msg`Address`, hint: msg`The address that customers write to.` },
    own('inboundSecret', msg`Signing secret`, msg`Signs mails that your server posts to the webhook.`),
    optional({ name: 'imap.host', label: msg`IMAP server`, hint: msg`To fetch mails from a mailbox, such as imap.example.com.` }),
    optional({ name: 'imap.port', label: msg`IMAP port`, hint: msg`If you leave it empty: 993, or 143 without TLS from the start.`, kind: 'number' }),
    optional({ name: 'imap.user', label: msg`IMAP user`, hint: msg`Often the address itself.` }),
    optional({ name: 'imap.password', label: msg`IMAP password`, hint: msg`An app password, if the provider has such.`, kind: 'secret' }),
    optional({
      name: 'imap.tls',
      label: msg`TLS from the start`,
      hint: msg`Yes if you choose nothing. No: the connection is encrypted by STARTTLS.`,
      kind: 'flag',
    }),
    optional({
      name: 'plusAddress',
      label: msg`Answers to a tagged address`,
      hint: msg`Yes if the mailbox gets mails for name+anything@…: then answers find their ticket, even if the mail program drops the references.`,
      kind: 'flag',
    }),
  ],
  livechat: [
    {
      name: 'allowedDomains',
      label: msg`Your pages`,
      hint: msg`Hosts of the pages that may show the chat, separated by commas: shop.example, *.shop.example.`,
      kind: 'list',
    },
    own('identitySecret', msg`Identity secret`, msg`Your server signs the id of a visitor whom it knows with it.`),
  ],
  telegram: [
    { name: 'botToken', label: msg`Bot token`, hint: msg`Telegram: write to @BotFather, then /newbot or /token.`, kind: 'secret' },
    own('secretToken', msg`Secret token`, msg`Give it to setWebhook as secret_token. Telegram sends it with each call.`),
  ],
  twilio: [
    { name: 'accountSid', label: msg`Account SID`, hint: msg`Twilio console: Account info. It begins with AC.` },
    { name: 'authToken', label: msg`Auth token`, hint: msg`Twilio console: Account info.`, kind: 'secret' },
    { name: 'number', label: msg`Number`, hint: msg`With the country code, such as +14155238886, or a Messaging Service (MG…).` },
  ],
  x: [
    { name: 'userId', label: msg`Account ID`, hint: msg`The number of the account, not its name.` },
    { name: 'consumerSecret', label: msg`Consumer secret`, hint: msg`X developer portal: your app, Keys and tokens.`, kind: 'secret' },
    token(msg`An OAuth 2.0 token of the account.`),
    optional({ name: 'refreshToken', label: msg`Refresh token`, hint: msg`Renews the access token when it expires.`, kind: 'secret' }),
    optional({ name: 'clientId', label: msg`Client ID`, hint: msg`Needed to renew the token.` }),
    optional({ name: 'clientSecret', label: msg`Client secret`, hint: msg`Only if your app is a confidential client.`, kind: 'secret' }),
  ],
  linkedin: [
    { name: 'organizationId', label: msg`Organization ID`, hint: msg`The number in the address of your page’s admin view.` },
    { name: 'clientSecret', label: msg`Client secret`, hint: msg`LinkedIn developer portal: your app, Auth.`, kind: 'secret' },
    token(msg`A token of an administrator of the page.`),
    optional({ name: 'refreshToken', label: msg`Refresh token`, hint: msg`Renews the access token when it expires.`, kind: 'secret' }),
    optional({ name: 'clientId', label: msg`Client ID`, hint: msg`Needed to renew the token.` }),
  ],
  trustpilot: [
    { name: 'businessUnitId', label: msg`Business unit ID`, hint: msg`Trustpilot Business: Integrations, Developers.` },
    own('webhookSecret', msg`Signing secret`, msg`Signs reviews that your server posts to the webhook.`),
    optional({ name: 'apiKey', label: msg`API key`, hint: msg`With it, Parley fetches reviews every five minutes.`, kind: 'secret' }),
    optional({ name: 'apiSecret', label: msg`API secret`, hint: msg`Beside the API key.`, kind: 'secret' }),
    optional({ name: 'businessUserId', label: msg`Business user ID`, hint: msg`In whose name replies are written. Without it, you only read.` }),
  ],
  application: [
    {
      name: 'application',
      label: msg`Application`,
      hint: msg`Its chats become tickets. It cannot be changed later. You find the applications under Systems.`,
      kind: 'application',
    },
  ],
  api: [
    own('signingSecret', msg`Signing secret`, msg`Signs the messages that your system posts, and the replies that it gets.`),
    optional({ name: 'callbackUrl', label: msg`Callback address`, hint: msg`Where replies are sent, with https. Without it, read them through the API.` }),
  ],
};

function valueOf(kind: CredentialField['kind'], text: string): unknown {
  if (kind === 'list') return text.split(/[\s,;]+/).filter((part) => part !== '');
  if (kind === 'number') return Number(text);
  return kind === 'flag' ? text === YES : text;
}

/** What a flag's field holds; nothing was chosen while it is empty. */
export const YES = 'yes';
export const NO = 'no';

export type Filled = Readonly<Record<string, string>>;

/** `credentials` of what was typed: without what is empty, members of members in their place. */
export function credentialsOf(channel: string, filled: Filled): Record<string, unknown> {
  const credentials: Record<string, unknown> = {};
  for (const { name, kind } of CHANNEL_FIELDS[channel] ?? []) {
    const text = (filled[name] ?? '').trim();
    if (text === '') continue;
    const value = valueOf(kind, text);
    const [outer = '', inner] = name.split('.');
    if (inner === undefined) credentials[outer] = value;
    else credentials[outer] = { ...(credentials[outer] as object | undefined), [inner]: value };
  }
  return credentials;
}

/** A secret of 160 bits, in letters that survive every form. */
export function newSecret(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  return [...random(new Uint8Array(20))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
