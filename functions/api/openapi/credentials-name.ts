import { credentialRowOf } from '../../../channels/registry/credentials.ts';
import type { ChannelName } from '../../../domain/origins/channels.ts';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The schema of a channel's credentials; channels of one provider share theirs. */
export const credentialsName = (channel: ChannelName): string => `${credentialRowOf(channel).name ?? capital(channel)}Credentials`;
