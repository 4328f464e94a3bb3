import { credentialWordsOf } from '../../../../channels/registry/words.ts';
import { CHANNELS } from '../../../../domain/origins/channels.ts';
import { capital, credentialsName } from '../credentials-name.ts';
import type { Words, WordsOf } from './words.ts';

/** By schema: `MetaCredentials`, `MailCredentials` … */
const CREDENTIALS: Readonly<Record<string, Words>> = Object.fromEntries(CHANNELS.map((channel) => [credentialsName(channel), credentialWordsOf(channel)]));

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
    'lostAccess.since': 'When the provider first refused the credentials.',
    'lostAccess.error': 'What the provider says.',
    'lostAccess.error.code': 'The provider’s own code.',
    'lostAccess.error.message': 'The provider’s own words.',
    'progress.total': 'Threads to reveal.',
    'progress.revealed': 'Threads that are revealed.',
    'warnings.path': 'The member that the warning is about.',
    'warnings.message': 'What to look at.',
  },
  OriginDraft: { '': 'A place to connect; `channel` decides what `credentials` are. A channel that Parley does not receive from yet is a 422.' },
  ...Object.fromEntries(CHANNELS.map((channel) => [`${capital(channel)}OriginDraft`, { '': `A place of the channel \`${channel}\` to connect.`, ...DRAFT }])),
  OriginChange: {
    '': 'What changes; what is not given stays.',
    name: 'What your colleagues call the place.',
    state: '`disabled` stops showing and sending; what comes in meanwhile is kept.',
    credentials: 'Members to replace, of the channel of the origin; null takes an optional one away.',
  },
};
