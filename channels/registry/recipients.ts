import type { ChannelName } from '../../domain/origins/channels.ts';
import { oneNumber } from '../whatsapp/numbers.ts';

/** How a channel writes the id of a person whom somebody names by hand, so that it is the id under which the provider tells of them. */
export const recipientOf = (channel: ChannelName, to: string): string => {
  const given = to.trim();
  if (channel === 'whatsapp') return oneNumber(/^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, '') : given);
  return channel === 'mail' ? given.toLowerCase() : given;
};
