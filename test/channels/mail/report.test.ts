import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';

const RECEIVED_AT = Date.parse('2026-11-21T10:00:00Z');
const OWN = '<parley.abc-DEF_1@shop.example>';
const RETURNED = [
  'To: Ada <Ada@customers.example>',
  'Cc: bob@customers.example',
  'Message-ID: <0102-000000@eu-west-1.amazonses.com>',
  `References: <q@c.example> ${OWN}`,
];
const FAILED = ['Final-Recipient: rfc822; ada@customers.example', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 user', '  unknown'];

interface Report {
  readonly groups?: readonly (readonly string[])[];
  readonly returned?: readonly string[] | null;
  readonly type?: string;
  readonly returnedType?: string;
  readonly headers?: readonly string[];
}
/** A report as RFC 3464 has it, written by hand. */
const report = ({
  groups = [FAILED],
  returned = RETURNED,
  type = 'multipart/report; report-type=delivery-status',
  returnedType = 'text/rfc822-headers',
  headers = [],
}: Report = {}) =>
  [
    'From: MAILER-DAEMON@eu-west-1.amazonses.com',
    'To: help@shop.example',
    'Subject: Delivery Status Notification (Failure)',
    'Message-ID: <dsn-1@eu-west-1.amazonses.com>',
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${type}; boundary=b`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'An error occurred while trying to deliver the mail.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    ['Reporting-MTA: dns; a1.eu-west-1.amazonses.com', ...groups.map((group) => `\r\n${group.join('\r\n')}`)].join('\r\n'),
    ...(returned === null ? [] : ['--b', `Content-Type: ${returnedType}`, '', ...returned, '', 'Hello Ada']),
    '--b--',
    '',
  ].join('\r\n');
const statusOf = async (given?: Report) => {
  const elements = await parseMail({ body: Buffer.from(report(given)), receivedAt: RECEIVED_AT }, { address: 'help@shop.example' });
  expect(elements[0]).toMatchObject({ kind: 'event', event: { verb: 'created', opensTicket: false } });
  const [, second, ...more] = elements;
  expect(more).toEqual([]);
  return second?.kind === 'event' ? second.event : null;
};

describe('a report of a mail server', () => {
  it('is a mail that opens nothing, and the status of the reply that came back, with the server’s words', async () => {
    expect(await statusOf()).toMatchObject({
      verb: 'status',
      providerId: OWN,
      version: 'failed',
      threadKey: 'ada@customers.example',
      fromCustomer: false,
      opensTicket: false,
      status: { state: 'failed', error: { code: '5.1.1', message: 'The mail came back: 550 5.1.1 user unknown' } },
      occurredAt: '2026-11-21T10:00:00.000Z',
    });
  });

  it.each<[string, Report, string]>([
    [
      'SES’s id where ours is not there',
      { returned: ['To: ada@customers.example', 'Message-ID: <0102-000000@eu-west-1.amazonses.com>'] },
      '<0102-000000@eu-west-1.amazonses.com>',
    ],
    [
      'SES’s id where another mail is the last that was referred to',
      { returned: [...RETURNED.slice(0, 3), `References: ${OWN} <a@c.example>`] },
      '<0102-000000@eu-west-1.amazonses.com>',
    ],
    ['of a whole mail that came back', { returnedType: 'message/rfc822' }, OWN],
  ])('names the reply by %s', async (_, given, id) => expect(await statusOf(given)).toMatchObject({ providerId: id }));

  it('of several receivers tells of the customer, whom it may name by either field', async () => {
    const copy = ['Final-Recipient: rfc822; bob@customers.example', 'Action: failed', 'Status: 5.2.2'];
    expect(await statusOf({ groups: [copy] })).toBeNull();
    expect(await statusOf({ groups: [copy, FAILED] })).toMatchObject({ status: { error: { code: '5.1.1' } } });
    const moved = ['Original-Recipient: rfc822;<ADA@customers.example>', 'Final-Recipient: rfc822; ada@elsewhere.example', 'Action: Failed (permanently)'];
    expect(await statusOf({ groups: [moved] })).toMatchObject({
      status: { state: 'failed', error: { code: 'bounced', message: 'The mail came back; the server gives no reason.' } },
    });
    expect(await statusOf({ groups: [copy], returned: [`References: ${OWN}`] })).toMatchObject({ threadKey: null, status: { error: { code: '5.2.2' } } });
  });

  it('that a mail was delivered says so; that it is late says nothing', async () => {
    const of = (action: string): Report => ({ groups: [[FAILED[0] as string, `Action: ${action}`, 'Status: 2.0.0']] });
    expect(await statusOf(of('delivered'))).toMatchObject({ version: 'delivered', status: { state: 'delivered', error: null } });
    expect(await statusOf(of('delayed'))).toBeNull();
    expect(await statusOf(of('relayed'))).toBeNull();
  });

  it.each<[string, Report]>([
    ['without the mail', { returned: null }],
    ['about a mail without an id', { returned: ['To: ada@customers.example'] }],
    ['about an escalation', { returned: ['To: pat@help.example', `References: <escalation.x@parley.invalid> ${OWN}`] }],
    ['of another kind', { type: 'multipart/mixed' }],
    ['without a receiver', { groups: [] }],
    ['without a colon anywhere', { groups: [['no field at all']] }],
  ])('%s is a mail and nothing else', async (_, given) => expect(await statusOf(given)).toBeNull());

  it('of any length is read at its beginning', async () => {
    expect(await statusOf({ groups: [FAILED, ...Array.from({ length: 5_000 }, () => FAILED)] })).toMatchObject({ status: { state: 'failed' } });
  });
});
