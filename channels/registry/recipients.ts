import type { ChannelName } from '../../domain/origins/channels.ts';
import { writtenAddress } from '../mail/sender/addresses.ts';
import { addressOf } from '../twilio/numbers.ts';
import { oneNumber } from '../whatsapp/numbers.ts';

/** Converts an id that a person typed into the form that the provider uses for that customer. Empty if it contains no id. */
export const recipientOf = (channel: ChannelName, to: string): string => {
  const given = to.trim();
  if (channel === 'whatsapp') return oneNumber(/^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, '') : given);
  if (channel === 'twilio') return addressOf(given);
  return channel === 'mail' ? (writtenAddress(given)?.toLowerCase() ?? '') : given;
};
