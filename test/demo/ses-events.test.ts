import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../demo/providers/ses-events.ts';
import { sesSite } from '../../demo/providers/ses-site.ts';

const RAW = 'From: help@shop.example\r\nTo: ada@c.example\r\nSubject: x\r\n y\r\n\r\nHello\r\n';
const mail = (to: readonly string[], configurationSet: string | undefined = 'parley') => ({
  id: '0100-1',
  from: 'help@shop.example',
  to,
  raw: RAW,
  tags: { 'parley-tenant': 't1' },
  configurationSet,
});
const told = (...to: readonly string[]) =>
  eventsOf(mail(to), 'eu-west-1').map((event) => {
    const detail = event['detail'] as { eventType: string; bounce?: { bounceType: string; bounceSubType: string } };
    return [event['detail-type'], detail.eventType, detail.bounce?.bounceType, detail.bounce?.bounceSubType].filter((word) => word !== undefined);
  });
const at = (name: string): string => `${name}@simulator.amazonses.com`;

describe('the events of the SES double', () => {
  test('come with a configuration set only, and repeat the tags', () => {
    expect(eventsOf({ ...mail(['ada@c.example']), configurationSet: undefined }, 'eu-west-1')).toEqual([]);
    expect(eventsOf(mail(['ada@c.example']), 'eu-west-1')).toMatchObject([
      {
        source: 'aws.ses',
        region: 'eu-west-1',
        detail: {
          mail: {
            messageId: '0100-1',
            destination: ['ada@c.example'],
            headers: [{ name: 'From', value: 'help@shop.example' }, { name: 'To' }, { name: 'Subject', value: 'x y' }],
            tags: { 'parley-tenant': ['t1'], 'ses:configuration-set': ['parley'] },
          },
          delivery: { recipients: ['ada@c.example'] },
        },
      },
    ]);
  });

  test('follow the addresses of the mailbox simulator', () => {
    expect(told(at('success'))).toEqual([['Email Delivered', 'Delivery']]);
    expect(told(at('bounce+1'))).toEqual([['Email Bounced', 'Bounce', 'Permanent', 'General']]);
    expect(told(at('suppressionlist'))).toEqual([['Email Bounced', 'Bounce', 'Permanent', 'OnAccountSuppressionList']]);
    expect(told(at('ooto'))).toEqual([
      ['Email Delivered', 'Delivery'],
      ['Email Bounced', 'Bounce', 'Transient', 'General'],
    ]);
    expect(told(at('complaint'))).toEqual([
      ['Email Delivered', 'Delivery'],
      ['Email Complaint Received', 'Complaint'],
    ]);
    expect(told('ada@c.example', at('bounce'))).toHaveLength(2);
  });

  test('are repeated until they are taken, and a mail that comes in is stored before its event', async () => {
    const runs: (() => Promise<void>)[] = [];
    const seen: unknown[] = [];
    let refusals = 2;
    const site = sesSite({
      later: (_delay, run) => void runs.push(run),
      eventDelay: 1,
      retryDelay: 1,
      hub: {
        storeMail: async (messageId) => void seen.push(messageId),
        onMailEvent: async (event) => {
          if (refusals-- > 0) throw new Error('busy');
          seen.push(event);
        },
      },
    });
    const messageId = await site.receive(['o1@in.shop.example'], Buffer.from(RAW));
    for (let next = runs.shift(); next; next = runs.shift()) await next();
    expect(seen).toMatchObject([messageId, { Records: [{ ses: { mail: { messageId }, receipt: { recipients: ['o1@in.shop.example'] } } }] }]);
  });
});
