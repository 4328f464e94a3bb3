import type { ChannelName } from '../../domain/origins/channels.ts';
import { oneNumber } from '../whatsapp/numbers.ts';

/** Normalises a person's id that somebody typed, so that it equals the id that the provider uses. */
export const recipientOf = (channel: ChannelName, to: string): string => {
  const given = to.trim();
  if (channel === 'whatsapp') return oneNumber(/^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, '') : given);
  return channel === 'mail' ? given.toLowerCase() : given;
};
