import { createHash } from 'node:crypto';
import type { ParsedElement, RawRequest } from '../inbound.ts';
import type { MailCredentials } from './credentials.ts';
import { read } from './threads/reader.ts';

/** One mail as one element (`isStored`: no sender waits for the answer), with a second element if it reports about one of our replies. Never throws: bytes that are not a mail are kept raw. */
export const parseMail = async (
  { body, receivedAt }: Pick<RawRequest, 'body' | 'receivedAt'>,
  { address }: Pick<MailCredentials, 'address'>,
  given: { readonly isStored?: boolean } = {},
): Promise<ParsedElement[]> => {
  const hash = createHash('sha256').update(body).digest('hex');
  const answer = await read(body, { address, receivedAt, hash }, given);
  if (answer.kind === 'read') {
    const { event, reported } = answer;
    const mail: ParsedElement = { ...event, whole: body };
    return reported === null ? [mail] : [mail, { kind: 'event', account: null, event: reported, raw: hash }];
  }
  return [{ kind: 'unreadable', account: null, raw: body, reason: answer.kind === 'nobody' ? 'a mail of nobody' : answer.reason }];
};
