import { expect, it } from 'vitest';
import { recipientOf } from '../../../channels/registry/recipients.ts';

it.each([
  ['+1 (401) 712-2661', '+14017122661'],
  ['0049 151 23456789', '+4915123456789'],
  [' 14017122661 ', '+14017122661'],
  ['whatsapp:+1 401 712 2661', 'whatsapp:+14017122661'],
  ['messenger:1234 Page', 'messenger:1234 Page'],
  ['Ann', 'Ann'],
])('%s is %s', (given, address) => expect(recipientOf('twilio', given)).toBe(address));
