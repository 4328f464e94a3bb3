import { expect, it } from 'vitest';
import { recipientOf } from '../../channels/registry/recipients.ts';
import type { ChannelName } from '../../domain/origins/channels.ts';

it.each<[ChannelName, string, string]>([
  ['whatsapp', ' +1 (650) 555-1234 ', '16505551234'],
  ['whatsapp', '+55 31 98765-4321', '553187654321'],
  ['whatsapp', 'US.13491208655302741918', 'US.13491208655302741918'],
  ['twilio', '+1 401 555 0100', '+14015550100'],
  ['twilio', 'whatsapp:+14015550100', 'whatsapp:+14015550100'],
  ['mail', ' Ada@Müller.example ', 'ada@xn--mller-kva.example'],
  ['mail', 'nobody', ''],
  ['telegram', ' 42 ', '42'],
])('on %s, %j is written to as %j', (channel, to, recipient) => expect(recipientOf(channel, to)).toBe(recipient));
