import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSendingEvent } from '../../../channels/mail/ses/sending-event.ts';

const RECEIVED_AT = Date.parse('2026-11-29T10:00:00Z');
const OWN = '<parley.abc-DEF_1@shop.example>';
const AT = '2026-11-29T09:59:00.000Z';
const header = (name: string, value: string) => ({ name, value });
const HEADERS = [header('To', 'Ada <Ada@customers.example>'), header('Cc', 'bob@customers.example'), header('References', `<q@c.example> ${OWN}`)];
const TAGS = { 'parley-tenant': ['t1'], 'parley-origin': ['o1'], 'ses:configuration-set': ['parley-prod'] };

/** As EventBridge delivers it, written by hand. */
const event = (eventType: string, part: object, mail: object = {}) => ({
  source: 'aws.ses',
  region: 'eu-west-1',
  detail: { eventType, mail: { messageId: '0102-000000', destination: ['ada@customers.example'], headers: HEADERS, tags: TAGS, ...mail }, ...part },
});
const read = (given: unknown) => readSendingEvent(given, RECEIVED_AT);
const only = (given: unknown) => {
  const { events, ...whose } = read(given) ?? { events: [] };
  expect(whose).toEqual({ tenantId: 't1', originId: 'o1' });
  expect(events.length).toBeLessThanOrEqual(1);
  return events[0];
};
const gone = { emailAddress: 'ADA@customers.example', action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
const bounce = (bounceType: string, change: object = {}, recipient: object = gone) =>
  event('Bounce', { bounce: { bounceType, bounceSubType: 'General', bouncedRecipients: [recipient], timestamp: AT, feedbackId: 'f1', ...change } });

describe('what SES tells of a reply', () => {
  it('is a delivery to the customer, by both ids of the mail', () => {
    const { events } = read(event('Delivery', { delivery: { timestamp: AT, recipients: ['ada@customers.example'] } })) ?? { events: [] };
    expect(events.map(({ providerId }) => providerId)).toEqual([OWN, '<0102-000000@eu-west-1.amazonses.com>']);
    for (const told of events)
      expect(told).toMatchObject({
        verb: 'status',
        version: 'delivered',
        threadKey: 'ada@customers.example',
        fromCustomer: false,
        opensTicket: false,
        status: { state: 'delivered', error: null },
        occurredAt: AT,
      });
  });

  it('is a failure when the mail came back for good, with the words of the server', () => {
    expect(only(bounce('Permanent'))).toMatchObject({
      verb: 'status',
      providerId: OWN,
      version: 'failed',
      status: { state: 'failed', error: { code: '5.1.1', message: 'The mail came back: 550 5.1.1 user unknown' } },
    });
    expect(only(bounce('Permanent', {}, { emailAddress: 'ada@customers.example' }))?.status?.error).toEqual({
      code: 'bounced',
      message: 'The mail came back; the server gives no reason.',
    });
    expect(only(bounce('Transient', { bounceSubType: 'MailboxFull' }))).toMatchObject({ status: { state: 'failed' } });
  });

  it('is nothing for an answering machine, for a copy, and for events that change nothing', () => {
    expect(only(bounce('Transient', {}, { emailAddress: 'ada@customers.example' }))).toBeUndefined();
    expect(only(bounce('Permanent', {}, { ...gone, emailAddress: 'bob@customers.example' }))).toBeUndefined();
    expect(only(event('Delivery', { delivery: { recipients: ['bob@customers.example'] } }))).toBeUndefined();
    expect(only(event('Complaint', { complaint: { complainedRecipients: [{ emailAddress: 'bob@customers.example' }] } }))).toBeUndefined();
    for (const type of ['Send', 'Open', 'DeliveryDelay', 'toString']) expect(only(event(type, {}))).toBeUndefined();
    for (const type of ['Bounce', 'Complaint', 'Delivery']) expect(only(event(type, {}))).toBeUndefined();
  });

  it.each(['Suppressed', 'OnAccountSuppressionList'])('is a failure that says so when SES suppresses the address (%s)', (bounceSubType) => {
    expect(only(bounce('Permanent', { bounceSubType }))?.status?.error).toMatchObject({
      code: 'suppressed',
      message: expect.stringContaining('on a suppression list') as string,
    });
  });

  it('is a note in the thread when the customer complains, and a failure when SES did not even try', () => {
    const complaint = (change: object) =>
      event('Complaint', { complaint: { complainedRecipients: [{ emailAddress: 'ada@customers.example' }], timestamp: AT, feedbackId: 'f2', ...change } });
    expect(only(complaint({ complaintFeedbackType: 'abuse' }))).toMatchObject({
      verb: 'created',
      providerId: 'complaint:f2',
      threadKey: 'ada@customers.example',
      opensTicket: false,
      content: { surface: 'mail', text: '[complaint: the customer reported a mail as unwanted (abuse)]', inReplyTo: OWN },
    });
    expect(only(complaint({ feedbackId: undefined }))).toMatchObject({
      providerId: `complaint:${OWN}`,
      content: { text: '[complaint: the customer reported a mail as unwanted]' },
    });
    expect(only(complaint({ complaintSubType: 'OnAccountSuppressionList' }))).toMatchObject({ verb: 'status', status: { error: { code: 'suppressed' } } });
  });

  it('is a failure when SES found a virus', () => {
    expect(only(event('Reject', { reject: { reason: 'Bad content' } }))).toMatchObject({ status: { state: 'failed', error: { code: 'rejected' } } });
  });

  it('finds the reply by SES’s id where the headers are cut, and the customer by the envelope', () => {
    const cut = event('Delivery', { delivery: { recipients: ['ada@customers.example'] } }, { headers: undefined });
    expect(only(cut)).toMatchObject({ providerId: '<0102-000000@eu-west-1.amazonses.com>', threadKey: 'ada@customers.example' });
    expect(only(event('Reject', {}, { headers: undefined, destination: undefined }))).toMatchObject({ threadKey: null });
    expect(only(event('Complaint', { complaint: { complainedRecipients: [{}] } }, { headers: undefined, destination: [''] }))).toBeUndefined();
  });

  it('is nothing for an escalation, which is no reply', () => {
    const headers = [header('To', 'boss@shop.example'), header('References', '<escalation.1@shop.example>')];
    expect(only(event('Delivery', { delivery: { recipients: ['boss@shop.example'] } }, { headers }))).toBeUndefined();
  });

  it('concerns no mail of another program', () => {
    for (const tags of [undefined, {}, { 'parley-tenant': ['t1'] }, { 'parley-tenant': 't1', 'parley-origin': 'o1' }, { ...TAGS, 'parley-origin': [7] }])
      expect(read(event('Delivery', {}, { tags })), JSON.stringify(tags)).toBeNull();
    for (const nothing of [null, 7, {}, { detail: {} }, event('Delivery', {}, { messageId: undefined })]) expect(read(nothing)).toBeNull();
  });

  it('never throws, whatever comes', () => {
    const part = fc.object({ maxDepth: 3 });
    fc.assert(
      fc.property(fc.constantFrom('Bounce', 'Complaint', 'Delivery', 'Reject'), part, part, fc.anything(), (type, detail, mail, anything) => {
        read(anything);
        read(event(type, { bounce: detail, complaint: detail, delivery: detail }, { ...mail, messageId: '1', tags: TAGS }));
        read(event(type, { bounce: { bouncedRecipients: [detail] }, complaint: { complainedRecipients: [detail] }, delivery: { recipients: [anything] } }));
      }),
      { numRuns: 2_000 },
    );
  });
});
