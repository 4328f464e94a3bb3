import type { ChannelName } from '../domain/origins/channels.ts';

/** Channels whose webhooks are read; apart from the registry, so that who only checks credentials loads no parser. */
export const BUILT_CHANNELS: readonly ChannelName[] = ['facebook', 'whatsapp', 'mail', 'api'];
