import { randomUUID } from 'node:crypto';
import type { AcceptedMail } from './ses.ts';

/**
 * SES's events about a mail that was sent with a configuration set, as EventBridge delivers it, from the documentation alone:
 * - https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html and -examples.html beside it (read 2026-11-29)
 * - https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html (read 2026-11-29)
 * - addresses that cause an outcome (mailbox simulator): https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html (read 2026-11-29)
 */
export type SesEvent = Readonly<Record<string, unknown>>;

const SIMULATED = /^(success|bounce|ooto|complaint|suppressionlist)(?:\+[^@]*)?@simulator\.amazonses\.com$/i;

/** The outcome of a recipient. All other recipients receive their mail. */
const outcomeOf = (address: string): string => SIMULATED.exec(address)?.[1]?.toLowerCase() ?? 'success';

/** `region`: the region in the call's signature. */
export function eventsOf(mail: AcceptedMail, region: string, now = new Date()): SesEvent[] {
  if (mail.configurationSet === undefined) return [];
  const byOutcome = Map.groupBy(mail.to, outcomeOf);
  const at = now.toISOString();
  const told = (detailType: string, eventType: string, part: object): SesEvent => ({
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: '123456789012',
    time: at.replace(/\.\d+Z$/, 'Z'),
    region,
    resources: [`arn:aws:ses:${region}:123456789012:configuration-set/${mail.configurationSet}`],
    detail: { eventType, mail: describe(mail, at), ...part },
  });
  const delivered = (recipients: readonly string[]): SesEvent =>
    told('Email Delivered', 'Delivery', {
      delivery: { timestamp: at, processingTimeMillis: 400, recipients, smtpResponse: '250 2.6.0 Message received', reportingMTA: 'mta.example.com' },
    });
  const bounced = (bounceType: string, bounceSubType: string, recipients: readonly object[]): SesEvent =>
    told('Email Bounced', 'Bounce', {
      bounce: { feedbackId: randomUUID(), bounceType, bounceSubType, bouncedRecipients: recipients, timestamp: at, reportingMTA: 'dsn; mta.example.com' },
    });
  const events: SesEvent[] = [];
  for (const [outcome, recipients] of byOutcome) {
    if (outcome === 'success') events.push(delivered(recipients));
    if (outcome === 'bounce') {
      const gone = { action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' };
      events.push(
        bounced(
          'Permanent',
          'General',
          recipients.map((emailAddress) => ({ emailAddress, ...gone })),
        ),
      );
    }
    if (outcome === 'suppressionlist') {
      const kept = {
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'Amazon SES did not send the message to this address because it is on the suppression list for your account.',
      };
      events.push(
        bounced(
          'Permanent',
          'OnAccountSuppressionList',
          recipients.map((emailAddress) => ({ emailAddress, ...kept })),
        ),
      );
    }
    if (outcome === 'ooto')
      events.push(
        delivered(recipients),
        bounced(
          'Transient',
          'General',
          recipients.map((emailAddress) => ({ emailAddress })),
        ),
      );
    if (outcome === 'complaint') {
      const complainedRecipients = recipients.map((emailAddress) => ({ emailAddress }));
      const complaint = {
        complainedRecipients,
        timestamp: at,
        feedbackId: randomUUID(),
        complaintSubType: null,
        complaintFeedbackType: 'abuse',
        arrivalDate: at,
      };
      events.push(delivered(recipients), told('Email Complaint Received', 'Complaint', { complaint }));
    }
  }
  return events;
}

function describe({ id, from, to, raw, tags, configurationSet }: AcceptedMail, at: string): object {
  const fields = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  const headers = fields.map((field) => {
    const colon = field.indexOf(':');
    return {
      name: field.slice(0, colon),
      value: field
        .slice(colon + 1)
        .replace(/\r\n/g, '')
        .trim(),
    };
  });
  return {
    timestamp: at,
    messageId: id,
    source: from,
    sendingAccountId: '123456789012',
    destination: to,
    headersTruncated: false,
    headers,
    commonHeaders: { messageId: id },
    tags: { 'ses:configuration-set': [configurationSet], ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])) },
  };
}
