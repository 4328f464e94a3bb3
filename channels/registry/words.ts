import type { ChannelName } from '../../domain/origins/channels.ts';
import type { CredentialWords } from '../credential-row.ts';
import { ROWS } from './rows/words.ts';

const rows: Readonly<Record<ChannelName, CredentialWords>> = ROWS;

/** Descriptions of a channel's credentials for the API's document. They are a separate file, because no request needs them. */
export const credentialWordsOf = (channel: ChannelName): CredentialWords => rows[channel];
