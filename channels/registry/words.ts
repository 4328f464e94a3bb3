import type { ChannelName } from '../../domain/origins/channels.ts';
import type { CredentialWords } from '../credential-row.ts';
import { ROWS } from './rows/words.ts';

const rows: Readonly<Record<ChannelName, CredentialWords>> = ROWS;

/** What the API's document says of a channel's credentials; apart from them, because no call needs it. */
export const credentialWordsOf = (channel: ChannelName): CredentialWords => rows[channel];
