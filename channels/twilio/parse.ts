import { cut } from '../../domain/text/well-formed.ts';
import { elements, type Made, UnreadableElement } from '../elements.ts';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import { id, type Json, jsonBody, list, number, record, text } from '../json.ts';
import { timeOf } from '../times.ts';
import { formOf } from './form.ts';
import { readMessage } from './message.ts';
import { isOfOurs, readStatus } from './status.ts';

type Given = Pick<RawRequest, 'headers' | 'body' | 'receivedAt'>;

/**
 * One message or status as a form (https://www.twilio.com/docs/messaging/guides/webhook-request and …/track-outbound-message-status, read 2026-11-29), or
 * a list of events as JSON, from a webhook sink of Event Streams (https://www.twilio.com/docs/events/webhook-quickstart, read 2026-11-29).
 * @throws UnreadableBody if a JSON body is invalid
 */
export const parseTwilio = ({ headers, body, receivedAt }: Given): ParsedElement[] => {
  if (/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '')) return parseEvents(body, receivedAt);
  const form = Object.fromEntries(formOf(body));
  return elements(null, form, body, () => readForm(form, receivedAt));
};

const readForm = (form: Json, receivedAt: number): Made[] => {
  if (text(form['CallSid']) !== undefined) return [{ ignored: 'voice call' }];
  const sid = id(form['MessageSid']) ?? id(form['SmsMessageSid']) ?? id(form['SmsSid']);
  if (sid === undefined) throw new UnreadableElement('neither a message nor a status');
  const state = text(form['MessageStatus']) ?? text(form['SmsStatus']) ?? '';
  const at = new Date(receivedAt).toISOString();
  if (!isOfOurs(state)) return [readMessage(sid, form, at)];
  return readStatus({ sid, state, to: form['To'], code: form['ErrorCode'], message: form['ErrorMessage'], at });
};

const INBOUND = 'com.twilio.messaging.inbound-message.received';
const OUTBOUND = 'com.twilio.messaging.message.';

const parseEvents = (body: Uint8Array, receivedAt: number): ParsedElement[] => {
  const parsed = jsonBody(body);
  const events = list(parsed) ?? [parsed];
  return events.flatMap((event) => elements(null, event, body, () => readEvent(record(event) ?? {}, receivedAt)));
};

/**
 * An event in the format of CloudEvents: https://www.twilio.com/docs/events/event-types/messaging/inbound-message and …/outbound-message (read 2026-11-29). It
 * contains no files; the number's own webhook does.
 */
const readEvent = ({ type, data: given }: Json, receivedAt: number): Made[] => {
  const data = record(given);
  const sid = id(data?.['messageSid']);
  if (typeof type !== 'string' || data === undefined) throw new UnreadableElement('an event without type or data');
  if (type !== INBOUND && !type.startsWith(OUTBOUND)) return [{ ignored: cut(type, 60) }];
  if (sid === undefined) throw new UnreadableElement('an event of no message');
  const at = timeOf(data['timestamp'], receivedAt);
  if (type === INBOUND)
    return [
      readMessage(
        sid,
        { From: data['from'], Body: data['body'], OptOutType: data['optOutType'], ...((number(data['numMedia']) ?? 0) > 0 ? { MessageType: 'media' } : {}) },
        at,
      ),
    ];
  const state = (text(data['messageStatus']) ?? '').toLowerCase();
  return readStatus({ sid, state, to: data['to'], code: data['errorCode'], message: undefined, at });
};
