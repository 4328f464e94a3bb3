import { randomUUID } from 'node:crypto';

/**
 * What Amazon SES answers to `POST /v2/email/outbound-emails` with raw content, and to `GET /v2/email/identities/{identity}`, written from its documentation alone:
 * - https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, API_RawMessage.html, API_Destination.html (read 2026-11)
 * - https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html (read 2026-11-29)
 * - quotas (40 MB a message, 50 recipients): https://docs.aws.amazon.com/ses/latest/dg/quotas.html (read 2026-11)
 * - headers (Message-ID and Date are replaced, most headers may occur only once): https://docs.aws.amazon.com/ses/latest/dg/header-fields.html (read 2026-11)
 */
export interface SesAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Set if the mail was accepted: its recipients, and its bytes as sent. */
  readonly accepted?: AcceptedMail;
}

export interface AcceptedMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Undefined: SES sends no events about the mail. */
  readonly configurationSet: string | undefined;
}

/** The next calls for a sender are answered with this error. */
export interface SesFault {
  readonly code: string;
  readonly times: number;
}

const MESSAGE_BYTES = 40_000_000;
const RECIPIENTS = 50;
const LINE = 998;
const ONCE = ['from', 'to', 'cc', 'subject', 'message-id', 'in-reply-to', 'references', 'date', 'content-type', 'mime-version', 'auto-submitted'];
const MEMBERS = new Set(['FromEmailAddress', 'Destination', 'Content', 'ConfigurationSetName', 'EmailTags']);

/** Errors of the operation with their status and text. */
const ERRORS: Readonly<Record<string, readonly [number, string]>> = {
  TooManyRequestsException: [429, 'Maximum sending rate exceeded.'],
  LimitExceededException: [400, 'Daily message quota exceeded.'],
  AccountSuspendedException: [400, 'Account is suspended.'],
  SendingPausedException: [400, 'Sending is paused for this account.'],
  MailFromDomainNotVerifiedException: [400, 'Mail from domain is not verified.'],
  MessageRejected: [400, 'Message contains a virus.'],
  NotFoundException: [404, 'Email identity does not exist.'],
  InternalFailure: [500, 'Internal failure.'],
};

const errorOf = (code: string, words?: string, status?: number): SesAnswer => {
  const [usual, message] = ERRORS[code] ?? [400, code];
  return { status: status ?? usual, headers: { 'x-amzn-errortype': code }, body: { message: words ?? message } };
};

/** The envelope and bytes of a request, or why the request is invalid. */
interface Asked {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
}

const isSigned = (authorization = ''): boolean =>
  /^AWS4-HMAC-SHA256 Credential=[^/,]+\/\d{8}\/[\w-]+\/ses\/aws4_request, ?SignedHeaders=[\w;-]*host[\w;-]*, ?Signature=[0-9a-f]{64}$/.test(authorization);
const unsigned = (): SesAnswer => errorOf('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);

/** Every identity exists and is verified, unless the next error for it is another one. */
export function answerIdentity(authorization: string | undefined, identity: string, faultFor: (identity: string) => string | null): SesAnswer {
  if (!isSigned(authorization)) return unsigned();
  const fault = faultFor(identity);
  if (fault !== null && fault !== 'unverified') return errorOf(fault);
  const verified = fault === null;
  const body = {
    IdentityType: identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
    VerifiedForSendingStatus: verified,
    VerificationStatus: verified ? 'SUCCESS' : 'PENDING',
  };
  return { status: 200, headers: {}, body };
}

/** `fault`: returns and removes the next error for this sender; null if there is none. */
export function answerSendEmail(authorization: string | undefined, rawBody: string, faultFor: (from: string) => string | null): SesAnswer {
  if (!isSigned(authorization)) return unsigned();
  const asked = read(rawBody);
  if (typeof asked === 'string') return errorOf('BadRequestException', asked);
  const fault = faultFor(asked.from);
  if (fault === 'unverified')
    return errorOf('MessageRejected', `Email address is not verified. The following identities failed the check in region US-EAST-1: ${asked.from}`);
  if (fault !== null) return errorOf(fault);
  const id = `0100019${randomUUID().replaceAll('-', '').slice(0, 9)}-${randomUUID()}-000000`;
  return { status: 200, headers: {}, body: { MessageId: id }, accepted: { ...asked, id, raw: replaced(asked.raw, id) } };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function read(rawBody: string): Asked | string {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return 'The request is not JSON.';
  }
  if (!isRecord(body)) return 'The request is not an object.';
  const unknown = Object.keys(body).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) return `Unknown member ${unknown}`;
  const { FromEmailAddress: from, Destination: destination, Content: content } = body;
  if (typeof from !== 'string' || !isAddress(from)) return 'FromEmailAddress is not an address of ASCII characters.';
  const lists = isRecord(destination) ? [destination['ToAddresses'], destination['CcAddresses'], destination['BccAddresses']] : [];
  const to = lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  if (to.length === 0) return 'There is no recipient.';
  if (to.length > RECIPIENTS) return `Recipient count exceeds ${RECIPIENTS}.`;
  if (!to.every((address): address is string => typeof address === 'string' && isAddress(address))) return 'Illegal address';
  const data = isRecord(content) && isRecord(content['Raw']) ? content['Raw']['Data'] : undefined;
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return 'Content.Raw.Data is not base64.';
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MESSAGE_BYTES) return `Message length is more than ${MESSAGE_BYTES} bytes long: '${bytes.length}'.`;
  const raw = bytes.toString('latin1');
  const { EmailTags: tags = [], ConfigurationSetName: set } = body;
  if (set !== undefined && (typeof set !== 'string' || !/^[\w-]{1,64}$/.test(set))) return 'ConfigurationSetName is not a name.';
  if (!Array.isArray(tags) || !(tags as unknown[]).every(isTag)) return 'A message tag has a Name and a Value of letters, digits, _ and -.';
  const named = Object.fromEntries((tags as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));
  return faultOfMail(raw, from) ?? { from, to, raw, tags: named, configurationSet: set };
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html (read 2026-11-29) */
const isTag = (tag: unknown): boolean =>
  isRecord(tag) && Object.keys(tag).length === 2 && [tag['Name'], tag['Value']].every((word) => typeof word === 'string' && /^[\w-]{1,256}$/.test(word));

const isAddress = (address: string): boolean => /^[\x21-\x3f\x41-\x7e]+@[a-z0-9.-]+\.[a-z0-9-]+$/i.test(address);

function faultOfMail(raw: string, from: string): string | null {
  const end = raw.indexOf('\r\n\r\n');
  if (end === -1) return 'The message has no blank line behind its header.';
  if (raw.split('\r\n').some((line) => line.length > LINE || /[\r\n]/.test(line)))
    return 'A line is longer than 998 characters, or ends in something else than CRLF.';
  // oxlint-disable-next-line no-control-regex
  if (/[^\t\r\n\x20-\x7e]/.test(raw)) return 'The message is not 7-bit.';
  const fields = raw.slice(0, end).split(/\r\n(?![ \t])/);
  const names = fields.map((field) => /^([!-9;-~]+):/.exec(field)?.[1]?.toLowerCase());
  if (names.includes(undefined)) return 'A header is no header.';
  const twice = ONCE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) return `Duplicate header '${twice}'.`;
  const sender = fields[names.indexOf('from')] ?? '';
  return sender.toLowerCase().includes(from.toLowerCase()) ? null : 'Missing or other From header.';
}

/** SES replaces the sender's Message-ID and Date by its own. */
const replaced = (raw: string, id: string): string => {
  const end = raw.indexOf('\r\n\r\n');
  const kept = raw
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .filter((field) => !/^(?:message-id|date|bcc):/i.test(field));
  return [...kept, `Message-ID: <${id}@email.amazonses.com>`, `Date: ${new Date().toUTCString()}`].join('\r\n') + raw.slice(end);
};
