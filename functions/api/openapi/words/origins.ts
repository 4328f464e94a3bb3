import { credentialWordsOf } from '../../../../channels/registry/words.ts';
import { CHANNELS } from '../../../../domain/origins/channels.ts';
import { capital, credentialsName } from '../credentials-name.ts';
import type { Words, WordsOf } from './words.ts';

/** By schema: `MetaCredentials`, `MailCredentials` … */
const CREDENTIALS: Readonly<Record<string, Words>> = Object.fromEntries(CHANNELS.map((channel) => [credentialsName(channel), credentialWordsOf(channel)]));

const DRAFT: Words = {
  name: 'The name that your colleagues see.',
  channel: 'The channel, which decides the form of `credentials`.',
  credentials: 'The credentials of the channel. Secrets are write-only.',
};

/** Connected accounts of channels, and the credentials of each channel. */
export const ORIGINS: WordsOf = {
  ...CREDENTIALS,
  ...Object.fromEntries(
    Object.entries(CREDENTIALS).map(([name, words]) => [
      `${name}Change`,
      { ...words, '': `${words['']} Omitted members stay; a replaced secret stays valid for 24 hours.` },
    ]),
  ),
  OriginPage: { '': 'A page of origins.' },
  Origin: {
    '': 'A connected account of a channel: a Page, a number, a mailbox.',
    channel: 'The channel.',
    name: 'The name that your colleagues see.',
    state: 'Messages that arrive while it is `disabled` are stored, and revealed when it is enabled.',
    webhookPath: 'The path to give to the provider as the address of its webhook.',
    accountId: 'Id of the account at the provider.',
    continuity: 'How visitors who are gone get replies; absent if they get none by mail.',
    widget: 'Of a live chat: the look of its widget; absent if it is the default.',
    missingCredentials: 'Names of the credentials that are missing for sending.',
    'lostAccess.since': 'When the provider first rejected the credentials.',
    'lostAccess.error': 'The error of the provider.',
    'lostAccess.error.code': 'The provider’s error code.',
    'lostAccess.error.message': 'The provider’s error message.',
    'progress.total': 'Threads to reveal.',
    'progress.revealed': 'Threads that are revealed.',
    'warnings.path': 'The member that the warning is about.',
    'warnings.message': 'What to check.',
  },
  OriginDraft: { '': 'An account to connect; `channel` decides the form of `credentials`. A channel that Parley cannot receive from yet is a 422.' },
  ...Object.fromEntries(
    CHANNELS.map((channel) => [`${capital(channel)}OriginDraft`, { '': `An account of the channel \`${channel}\` to connect.`, ...DRAFT }]),
  ),
  OriginHealth: {
    '': 'How an origin is.',
    lastEventAt: 'When an event last came that could be read, at most a minute off, ISO 8601 in UTC; null if none came yet.',
    lostAccess: 'The provider no longer accepts the credentials; null if it does, or if nothing was sent.',
    'lostAccess.since': 'When the provider first rejected the credentials.',
    'lostAccess.error': 'The error of the provider.',
    'lostAccess.error.code': 'The provider’s error code.',
    'lostAccess.error.message': 'The provider’s error message.',
    unreadable: 'The number of calls with elements that could not be read.',
    lastUnreadable: 'The newest of them, or null.',
    'lastUnreadable.at': 'When it came, ISO 8601 in UTC.',
    'lastUnreadable.reason': 'Why its first element could not be read.',
    notices: 'What the provider has said about the account, its numbers and its templates, newest first: at most 20, of the last 90 days.',
    'notices.at': 'When the provider said it, ISO 8601 in UTC.',
    'notices.what': "The provider's name of the event, such as `message_template_status_update`.",
    'notices.text': 'The members of the event with their names.',
  },
  OriginTest: {
    '': 'The result of a check of credentials.',
    state: '`passed`: the provider accepts them. `failed`: it does not. `unknown`: it did not say. `not_checked`: nothing was called.',
    error: 'Why it is not `passed`.',
    'error.code': 'The provider’s code, or one of Parley’s.',
    'error.message': 'The provider’s message, or one of Parley’s.',
    at: 'When it was checked, ISO 8601 in UTC.',
  },
  UnreadableEventPage: { '': 'A page of calls that could not be read.' },
  UnreadableEvent: {
    '': 'A provider’s call with elements that could not be read.',
    state: 'Always `unreadable`.',
    at: 'When it came, ISO 8601 in UTC.',
    count: 'The number of elements that could not be read.',
    elements: 'The first 100 of them.',
    'elements.index': 'The index of the element in the call.',
    'elements.reason': 'Why it could not be read.',
    contentType: 'The MIME type of the call.',
    size: 'Bytes of the call.',
    url: 'Downloads the call as it came.',
  },
  ReplayedEvent: {
    '': 'The result of a replay.',
    accepted: 'Elements that could be read. Those that had their effect before have none again.',
    unreadable: 'Elements that still cannot be read.',
    'unreadable.index': 'The index of the element in the call.',
    'unreadable.reason': 'Why it could not be read.',
  },
  OriginChange: {
    '': 'The members to change; omitted members stay.',
    name: 'The name that your colleagues see.',
    readMarks: 'False: customers do not see that an agent has read their messages. True shows it again, where the channel can.',
    continuity: 'Of a live chat: replies go by mail to visitors who are gone; null turns it off.',
    widget: 'Of a live chat: the whole look of its widget; null sets the default.',
    state: '`disabled` stops showing and sending; messages that arrive in the meantime are stored.',
    credentials: 'Members to replace, for the channel of the origin; null removes an optional one.',
  },
};
