import type { Attachment } from '../../domain/support/messages/content.ts';
import { cut } from '../../domain/text/well-formed.ts';
import { attachmentOf, contentOf, eventOf, type Made, UnreadableElement } from '../elements.ts';
import { id, type Json, lines, link, text } from '../json.ts';

/** Twilio sends at most ten files; a call with more than this is not a Twilio message. */
const MOST_FILES = 100;

/**
 * What a customer wrote: https://www.twilio.com/docs/messaging/guides/webhook-request (SMS, MMS, and the WhatsApp fields: buttons, locations, quotes; read
 * 2026-11-29). The thread is the address in `From`: a number, or `whatsapp:` and a number. A message that Twilio itself has answered as an opt-out
 * (`OptOutType`) opens no ticket.
 * @throws UnreadableElement
 */
export const readMessage = (sid: string, form: Json, at: string): Made => {
  const from = id(form['From']);
  if (from === undefined) throw new UnreadableElement('nobody it is from');
  const attachments = filesOf(form);
  const said = lines(text(form['Body']) ?? text(form['ButtonText']), ...locationOf(form));
  // If Twilio gives only a kind and no text, the kind's name is shown.
  const kind = text(form['MessageType']);
  const isEmpty = said === undefined && attachments.length === 0;
  const event = eventOf({
    verb: 'created',
    providerId: sid,
    threadKey: from,
    author: { id: from, name: text(form['ProfileName']) ?? null, handle: numberOf(from) },
    opensTicket: text(form['OptOutType']) === undefined,
    content: contentOf({
      surface: 'dm',
      text: isEmpty ? `[${kindOf(kind)}]` : (said ?? null),
      attachments,
      inReplyTo: id(form['OriginalRepliedMessageSid']) ?? null,
    }),
    occurredAt: at,
  });
  return isEmpty && kind !== undefined ? { placeholder: event, unknown: `message type ${cut(kind, 40)} has no words` } : event;
};

/** Letters and digits only: the value is untrusted and becomes part of Parley's text. */
const kindOf = (kind: string | undefined): string => text(cut((kind ?? '').replace(/[^\p{L}\p{N}]+/gu, ' ').trim(), 60)) ?? 'empty message';

/** `whatsapp:+1415…` → `+1415…` */
const numberOf = (address: string): string => address.replace(/^[a-z]+:/, '');

/** `MediaUrl0`, `MediaContentType0`, … The links need the account's credentials. */
const filesOf = (form: Json): Attachment[] => {
  const files: Attachment[] = [];
  for (let index = 0; index < MOST_FILES && form[`MediaUrl${index}`] !== undefined; index += 1) {
    const url = link(form[`MediaUrl${index}`]);
    if (url !== undefined) files.push(attachmentOf({ url, type: text(form[`MediaContentType${index}`]) ?? 'application/octet-stream' }));
  }
  return files;
};

const locationOf = (form: Json): readonly (string | undefined)[] => {
  const [latitude, longitude] = [text(form['Latitude']), text(form['Longitude'])];
  return latitude === undefined || longitude === undefined ? [] : [text(form['Label']), text(form['Address']), `${latitude}, ${longitude}`];
};
