import { createHmac, randomBytes } from 'node:crypto';
import { isRecord, sameText } from './graph-error.ts';

/**
 * Twilio's Messages API, as far as a hub needs it, written from its documentation alone (https://www.twilio.com/docs, read 2026-11-29):
 * - creating a message: messaging/api/message-resource#create-a-message-resource; errors `{code, message, more_info, status}`: usage/twilios-response, api/errors
 * - statuses: messaging/guides/outbound-message-status-in-status-callbacks; messages of customers: messaging/guides/webhook-request
 * - accounts and their numbers: iam/api/account, phone-numbers/api/incomingphonenumber-resource
 * - signatures: usage/webhooks/webhooks-security
 */
export interface TwilioAnswer {
  readonly status: number;
  readonly body: unknown;
  /** What was accepted. */
  readonly accepted?: { readonly sid: string; readonly request: Readonly<Record<string, string | readonly string[]>>; readonly callback: string | null };
}

const FIELDS = new Set(['To', 'From', 'MessagingServiceSid', 'Body', 'MediaUrl', 'StatusCallback', 'ContentSid', 'ContentVariables']);
const TEXT = 1600;
const MEDIA = 10;
const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const ADDRESS = /^(?:[a-z]+:)?\+\d{7,15}$/;

const refused = (status: number, code: number, message: string): TwilioAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

/** https://www.twilio.com/docs/content/send-templates-created-with-the-content-template-builder, api/errors/21654, 21655, 21656 (read 2026-11-30) */
const contentFault = (form: URLSearchParams): TwilioAnswer | null => {
  const [content, variables] = [form.get('ContentSid'), form.get('ContentVariables')];
  if (content === null) return variables === null ? null : refused(400, 21654, 'A ContentSid must be specified if ContentVariables are provided');
  if (!/^HX[0-9a-f]{32}$/i.test(content)) return refused(400, 21655, 'The ContentSid is invalid');
  if (variables === null) return null;
  try {
    const given = JSON.parse(variables) as unknown;
    if (isRecord(given) && Object.keys(given).length <= 100 && Object.values(given).every((value) => typeof value === 'string' && value !== '')) return null;
  } catch {
    // Refused below.
  }
  return refused(400, 21656, 'The ContentVariables parameter is invalid');
};

const sid = (kind: 'SM' | 'MM'): string => `${kind}${randomBytes(16).toString('hex')}`;

/** The value of `X-Twilio-Signature` for a form. */
export const twilioSignature = (token: string, url: string, form: Readonly<Record<string, string>>): string => {
  const written = Object.keys(form)
    .toSorted()
    .map((name) => `${name}${form[name]}`)
    .join('');
  return createHmac('sha1', token).update(`${url}${written}`).digest('base64');
};

export const twilio = () => {
  /** The phone numbers of accounts that have named them. An account that has not owns every number. */
  const numbers = new Map<string, readonly string[]>();
  /** Auth tokens by account. */
  const tokens = new Map<string, string>();
  /** `{customer} {number}` of customers who wrote STOP. */
  const optedOut = new Set<string>();

  /** An unknown account is accepted with any token, because a laptop's own origins may have invented credentials. */
  const isAllowed = (account: string, authorization: string | undefined): boolean => {
    const [user = '', password = ''] = Buffer.from(/^Basic (\S+)$/i.exec(authorization ?? '')?.[1] ?? '', 'base64')
      .toString('utf8')
      .split(':');
    const known = tokens.get(account);
    return user === account && password !== '' && (known === undefined || sameText(known, password));
  };

  const faultOf = (form: URLSearchParams): TwilioAnswer | null => {
    const unknown = [...form.keys()].find((name) => !FIELDS.has(name));
    if (unknown !== undefined) return refused(400, 20001, `Unknown parameter ${unknown}`);
    const [to, from, body] = [form.get('To') ?? '', form.get('From'), form.get('Body') ?? ''];
    const media = form.getAll('MediaUrl');
    if (to === '') return refused(400, 21604, "A 'To' phone number is required.");
    if (!ADDRESS.test(to)) return refused(400, 21211, `Invalid 'To' Phone Number: ${to}`);
    if (from === null && !/^MG\w{32}$/.test(form.get('MessagingServiceSid') ?? '')) return refused(400, 21603, "A 'From' phone number is required.");
    if (from !== null && !ADDRESS.test(from)) return refused(400, 21212, `Invalid From Number: ${from}`);
    const [kind, own] = [to, from ?? to].map((address) => /^[a-z]+:/.exec(address)?.[0] ?? '');
    if (kind !== own) return refused(400, 21910, "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel");
    const content = contentFault(form);
    if (content) return content;
    if (body === '' && media.length === 0 && form.get('ContentSid') === null) return refused(400, 21602, 'Message body is required.');
    if (body.length > TEXT) return refused(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    if (media.length > (kind === 'whatsapp:' ? 1 : MEDIA)) return refused(400, 21623, 'Number of media files exceeds allowed limit');
    if (!media.every((url) => /^https?:\/\//.test(url))) return refused(400, 21620, 'Invalid media URL(s)');
    return optedOut.has(`${to} ${from ?? ''}`) ? refused(400, 21610, 'Attempt to send to unsubscribed recipient') : null;
  };

  return {
    account(account: string, token: string, owned?: readonly string[]): void {
      tokens.set(account, token);
      if (owned) numbers.set(account, owned);
    },
    /** `GET /2010-04-01/Accounts/{account}.json` */
    show(account: string, authorization: string | undefined): TwilioAnswer {
      if (!isAllowed(account, authorization)) return refused(401, 20003, 'Authenticate');
      return { status: 200, body: { sid: account, friendly_name: account, status: 'active', type: 'Full' } };
    },
    /** `GET /2010-04-01/Accounts/{account}/IncomingPhoneNumbers.json?PhoneNumber=…` */
    numbers(account: string, authorization: string | undefined, query: URLSearchParams): TwilioAnswer {
      if (!isAllowed(account, authorization)) return refused(401, 20003, 'Authenticate');
      const unknown = [...query.keys()].find((name) => name !== 'PhoneNumber');
      const wanted = query.get('PhoneNumber');
      if (unknown !== undefined || wanted === null) return refused(400, 20001, `Unknown parameter ${unknown}`);
      const isOwned = numbers.get(account)?.includes(wanted) ?? true;
      const found = isOwned ? [{ sid: `PN${randomBytes(16).toString('hex')}`, account_sid: account, phone_number: wanted }] : [];
      return { status: 200, body: { page: 0, page_size: 50, incoming_phone_numbers: found } };
    },
    tokenOf: (account: string): string | undefined => tokens.get(account),
    /** A customer's message in the format of the webhook. */
    write(account: string, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
      const { From = '', To = '', Body = '' } = given;
      if (STOP.has(Body.trim().toUpperCase())) optedOut.add(`${From} ${To}`);
      if (Body.trim().toUpperCase() === 'START') optedOut.delete(`${From} ${To}`);
      const id = given['MessageSid'] ?? sid(given['MediaUrl0'] === undefined ? 'SM' : 'MM');
      return {
        MessageSid: id,
        SmsSid: id,
        SmsMessageSid: id,
        SmsStatus: 'received',
        AccountSid: account,
        NumMedia: '0',
        NumSegments: '1',
        ApiVersion: '2010-04-01',
        Body,
        ...given,
      };
    },
    /** `POST /2010-04-01/Accounts/{account}/Messages.json` */
    create(account: string, authorization: string | undefined, body: string): TwilioAnswer {
      if (!isAllowed(account, authorization)) return refused(401, 20003, 'Authenticate');
      const form = new URLSearchParams(body);
      const wrong = faultOf(form);
      if (wrong) return wrong;
      const media = form.getAll('MediaUrl');
      const id = sid(media.length > 0 ? 'MM' : 'SM');
      const fields = Object.fromEntries([...form].filter(([name]) => name !== 'MediaUrl'));
      const callback = form.get('StatusCallback');
      return {
        status: 201,
        body: {
          sid: id,
          account_sid: account,
          status: 'queued',
          to: form.get('To'),
          from: form.get('From'),
          body: form.get('Body') ?? '',
          num_media: String(media.length),
          error_code: null,
          error_message: null,
          direction: 'outbound-api',
        },
        accepted: { sid: id, request: { ...fields, ...(media.length > 0 ? { MediaUrl: media } : {}) }, callback },
      };
    },
  };
};
