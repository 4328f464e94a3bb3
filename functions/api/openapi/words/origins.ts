import type { Words, WordsOf } from './words.ts';

const META: Words = {
  '': 'Of an app at Meta, for one Page, Instagram account or WhatsApp number.',
  appSecret: "The app's secret. Meta signs its webhooks with it.",
  verifyToken: 'The token that Meta repeats when it verifies the address of the webhook.',
  accessToken: 'What replies are sent with.',
  accountId: "Id of the Page, of the Instagram account, or WhatsApp's phone number id.",
};
const X: Words = {
  '': 'Of an app and an account at X.',
  consumerSecret: "The app's secret. X signs its webhooks with it.",
  accessToken: 'What replies are sent with.',
  userId: 'Id of the account.',
  refreshToken: 'What renews the access token.',
};
const LINKEDIN: Words = {
  '': 'Of an app and an organization at LinkedIn.',
  clientSecret: "The app's secret. LinkedIn signs its webhooks with it.",
  accessToken: 'What replies are sent with.',
  organizationId: 'Id of the organization.',
  refreshToken: 'What renews the access token.',
};
const MAIL: Words = {
  '': 'Of a mailbox.',
  address: 'The address that customers write to.',
  inboundSecret: 'The key of `X-Parley-Signature` over mails that are posted to the webhook.',
  imap: 'A mailbox to poll.',
  'imap.host': 'The name of the server.',
  'imap.port': 'The port of the server.',
  'imap.user': 'The user of the mailbox.',
  'imap.password': 'The password of the mailbox.',
  'imap.tls': 'Whether the connection is encrypted from its first byte.',
};
const TRUSTPILOT: Words = {
  '': 'Of a business at Trustpilot. Without the key of its API, the origin only receives.',
  businessUnitId: 'Id of the business unit.',
  webhookSecret: 'The key of `X-Parley-Signature` over reviews that are posted to the webhook.',
  apiKey: 'The key of the API, for replies.',
  apiSecret: 'The secret of the API, for replies.',
};
const TELEGRAM: Words = { '': 'Of a bot at Telegram.', botToken: "The bot's token.", secretToken: 'What Telegram sends with each webhook.' };
const TWILIO: Words = {
  '': 'Of a number at Twilio.',
  accountSid: 'Id of the account.',
  authToken: 'The token of the account. Twilio signs its webhooks with it.',
  number: 'The telephone number that customers write to.',
};
const LIVECHAT: Words = {
  '': 'Of a chat on web pages.',
  allowedDomains: 'Domains of the pages that may show the chat.',
  identitySecret: 'The key that proves who a visitor is.',
};
const API: Words = {
  '': 'Of a business that posts messages itself.',
  signingSecret: 'The key of `X-Parley-Signature`, for what comes in and for the callback.',
  callbackUrl: 'Where replies are posted to; see the webhook `replyCallback`. Without it, replies are read by API and count as sent.',
};

const CREDENTIALS: Readonly<Record<string, Words>> = {
  MetaCredentials: META,
  XCredentials: X,
  LinkedinCredentials: LINKEDIN,
  MailCredentials: MAIL,
  TrustpilotCredentials: TRUSTPILOT,
  TelegramCredentials: TELEGRAM,
  TwilioCredentials: TWILIO,
  LivechatCredentials: LIVECHAT,
  ApiCredentials: API,
};

const DRAFT: Words = {
  name: 'What your colleagues call the place.',
  channel: 'The channel, which decides what `credentials` are.',
  credentials: 'What the channel needs. Secrets are write-only.',
};

/** Connected places of channels, and what each channel needs to be told. */
export const ORIGINS: WordsOf = {
  ...CREDENTIALS,
  ...Object.fromEntries(
    Object.entries(CREDENTIALS).map(([name, words]) => [
      `${name}Change`,
      { ...words, '': `${words['']} What is not given stays; a replaced secret stays valid for 24 hours.` },
    ]),
  ),
  OriginPage: { '': 'A page of connected places.' },
  Origin: {
    '': 'A connected place of a channel: a Page, a number, a mailbox.',
    channel: 'The channel.',
    name: 'What your colleagues call the place.',
    state: 'What comes in while it is `disabled` is kept, and revealed when it is enabled.',
    webhookPath: 'The path to give to the provider as the address of its webhook.',
    accountId: 'Id of the account at the provider.',
    missingCredentials: 'Names of the credentials that sending needs.',
    'progress.total': 'Threads to reveal.',
    'progress.revealed': 'Threads that are revealed.',
    'warnings.path': 'The member that the warning is about.',
    'warnings.message': 'What to look at.',
  },
  OriginDraft: { '': 'A place to connect; `channel` decides what `credentials` are. A channel that Parley does not receive from yet is a 422.' },
  ...Object.fromEntries(
    ['Facebook', 'Instagram', 'X', 'Whatsapp', 'Linkedin', 'Mail', 'Trustpilot', 'Telegram', 'Twilio', 'Livechat', 'Api'].map((channel) => [
      `${channel}OriginDraft`,
      { '': `A place of the channel \`${channel.toLowerCase()}\` to connect.`, ...DRAFT },
    ]),
  ),
  OriginChange: {
    '': 'What changes; what is not given stays.',
    name: 'What your colleagues call the place.',
    state: '`disabled` stops showing and sending; what comes in meanwhile is kept.',
    credentials: 'Members to replace, of the channel of the origin; null takes an optional one away.',
  },
};
