import type { ChannelName } from '../../domain/origins/channels.ts';
import { writtenAddress } from '../mail/sender/addresses.ts';
import { addressOf } from '../twilio/numbers.ts';
import { oneNumber } from '../whatsapp/numbers.ts';

/** How a channel writes the id of a person whom somebody names by hand, so that it is the id under which the provider tells of them. Empty for nobody. */
export const recipientOf = (channel: ChannelName, to: string): string => {
  const given = to.trim();
  if (channel === 'whatsapp') return oneNumber(/^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, '') : given);
  if (channel === 'twilio') return addressOf(given);
  return channel === 'mail' ? (writtenAddress(given)?.toLowerCase() ?? '') : given;
};
