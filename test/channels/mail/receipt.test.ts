import { describe, expect, it } from 'vitest';
import { originOfRecipient, readReceipt } from '../../../channels/mail/ses/receipt.ts';
import { receivedEvent } from '../../../demo/providers/ses-received.ts';

describe('a mail that SES has received', () => {
  it('is named by SES’s id, with everybody who gets it', () => {
    const record = (raw: string) => (receivedEvent('abc123', ['O1@in.shop.example', 'b@x.example'], Buffer.from(raw)) as { Records: unknown[] }).Records[0];
    expect(readReceipt(record('Subject: x\r\n\r\nhi'))).toEqual({ messageId: 'abc123', recipients: ['O1@in.shop.example', 'b@x.example'], hasVirus: false });
    expect(readReceipt(record('Subject: x\r\n\r\nEICAR-STANDARD-ANTIVIRUS-TEST-FILE'))?.hasVirus).toBe(true);
  });

  it.each([
    null,
    {},
    { eventSource: 'aws:s3', ses: { mail: { messageId: 'a' } } },
    { eventSource: 'aws:ses', ses: { mail: {} } },
    { eventSource: 'aws:ses', ses: { mail: { messageId: '../other' } } },
  ])('is nothing else: %j', (given) => expect(readReceipt(given)).toBeUndefined());

  it('has no recipients where SES names none', () => {
    expect(readReceipt({ eventSource: 'aws:ses', ses: { mail: { messageId: 'a' }, receipt: { recipients: 'x' } } })).toEqual({
      messageId: 'a',
      recipients: [],
      hasVirus: false,
    });
  });

  it.each([
    ['0193-ab@in.shop.example', '0193-ab'],
    ['0193-AB@IN.Shop.Example', '0193-ab'],
    ['0193-ab+orders@in.shop.example', '0193-ab'],
    ['0193-ab@shop.example', undefined],
    ['@in.shop.example', undefined],
    ['a b@in.shop.example', undefined],
    ['nobody', undefined],
  ])('goes to the origin that its recipient names: %s', (address, origin) => expect(originOfRecipient(address, 'in.shop.example')).toBe(origin));
});
