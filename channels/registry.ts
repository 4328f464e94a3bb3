import { api } from './api/channel.ts';
import type { Channel } from './channel.ts';
import { facebook } from './facebook/channel.ts';
import { mail } from './mail/channel.ts';
import { whatsapp } from './whatsapp/channel.ts';

/** A channel whose credentials have been checked by its own schema before they were stored. */
export type AnyChannel = Channel<Readonly<Record<string, unknown>>>;

const BUILT: ReadonlyMap<string, AnyChannel> = new Map<string, unknown>(
  [facebook, whatsapp, mail, api].map((channel) => [channel.name, channel]),
) as ReadonlyMap<string, AnyChannel>;

/** Undefined for a name that is no channel, and for channels that are not built yet. */
export const channelNamed = (name: string): AnyChannel | undefined => BUILT.get(name);
