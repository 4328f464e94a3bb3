import { type Capabilities, type CapabilitiesOf, longestReply, RECEIVES_ONLY } from '../../domain/channels/capabilities.ts';
import type { ChannelName } from '../../domain/origins/channels.ts';
import { ROWS } from './rows/capabilities.ts';

const BUILT: ReadonlyMap<string, Capabilities> = new Map(Object.entries(ROWS));

/** Each channel's capabilities, as data: checking a requested action loads neither parser nor sender. */
export const capabilitiesOf: CapabilitiesOf = (channel) => BUILT.get(channel) ?? RECEIVES_ONLY;

/** The maximum length of a reply on a channel, in characters. `Infinity`: no limit; null: the channel sends no replies. */
export const longestReplyOf = (channel: ChannelName): number | null => longestReply(capabilitiesOf(channel));
