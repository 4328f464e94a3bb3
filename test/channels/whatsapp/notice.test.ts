import { describe, expect, it } from 'vitest';
import { parseWhatsApp } from '../../../channels/whatsapp/parse.ts';
import { RECEIVED_AT, unreadableOf } from '../reading.ts';

const parse = (field: string, value: unknown, time: unknown = 1_764_000_000) =>
  parseWhatsApp({
    body: Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', time, changes: [{ field, value }] }] })),
    receivedAt: RECEIVED_AT,
  });

describe('a change about the account', () => {
  it('of a template is a notice with all that Meta says', () => {
    const value = {
      event: 'REJECTED',
      message_template_id: 12345678901234567890n.toString(),
      message_template_name: 'order_update',
      message_template_language: 'en_US',
      reason: 'INVALID_FORMAT',
      rejection_info: { reason: 'Parameters are adjacent.', recommendation: '' },
      disable_info: null,
    };
    expect(parse('message_template_status_update', value)).toMatchObject([
      {
        kind: 'notice',
        what: 'message_template_status_update',
        at: '2025-11-24T16:00:00.000Z',
        text: 'event: REJECTED, message_template_id: 12345678901234567890, message_template_name: order_update, message_template_language: en_US, reason: INVALID_FORMAT, rejection_info (reason: Parameters are adjacent.)',
      },
    ]);
  });

  it.each<[string, object, string]>([
    [
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1_764_000_001 },
          { restriction_type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION' },
        ],
      },
      'event: ACCOUNT_RESTRICTION, restriction_info (restriction_type: RESTRICTED_BIZ_INITIATED_MESSAGING, expiration: 1764000001; restriction_type: RESTRICTED_ADD_PHONE_NUMBER_ACTION)',
    ],
    [
      'phone_number_quality_update',
      { display_phone_number: '1555', event: 'FLAGGED', current_limit: 'TIER_1K' },
      'display_phone_number: 1555, event: FLAGGED, current_limit: TIER_1K',
    ],
    ['account_alerts', { alert: { status: 'ACTIVE', tags: ['a', 7], is_new: true } }, 'alert (status: ACTIVE, tags (a; 7), is_new: true)'],
    ['template_category_update', { a: { b: { c: { d: { e: 'too deep' } } } } }, ''],
    ['security', { event: 'PIN_CHANGED' }, 'event: PIN_CHANGED'],
  ])('%s', (what, value, text) => {
    expect(parse(what, value)).toMatchObject([{ kind: 'notice', what, text }]);
  });

  it('repeated by Meta is the same, and at another time or with other members another one', () => {
    const raw = (...given: Parameters<typeof parse>) => (parse(...given)[0] as { raw: string }).raw;
    expect(raw('account_update', { event: 'A' })).toBe(raw('account_update', { event: 'A' }));
    expect(new Set([raw('account_update', { event: 'A' }), raw('account_update', { event: 'B' }), raw('account_update', { event: 'A' }, 9)]).size).toBe(3);
    expect(parse('account_update', { event: 'A' }, 'never')).toMatchObject([{ at: '2026-11-21T10:00:00.000Z' }]);
  });

  it('without a value is kept raw, and so is one that is nested too deeply', () => {
    expect(unreadableOf(parse('account_update', 7))).toEqual(['a change without a value']);
    const deep = `{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"account_update","value":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}]}]}`;
    expect(parseWhatsApp({ body: Buffer.from(deep), receivedAt: RECEIVED_AT }).map(({ kind }) => kind)).toEqual(['unreadable']);
  });
});
