import type { Mailbox } from './addresses.ts';
import type { Headers } from './headers.ts';

/**
 * Who wrote a mail, in the categories of DESIGN §6:
 * - `answer`: a machine answered or reported (auto-replies, bounces, read receipts). It opens no ticket.
 * - `machine`: a machine wrote first (forms, shops, alerts). It opens a ticket that is never answered automatically.
 * - `person`: all other mails. This includes lists and newsletters, because people write there too.
 */
export type Writer = 'person' | 'machine' | 'answer';

export const writerOf = (headers: Headers, from: Mailbox | undefined): Writer => {
  const value = (name: string): string | undefined => headers.value(name)?.toLowerCase();
  // RFC 3834 §5: a keyword, then parameters or a comment.
  const submitted = value('auto-submitted')?.replace(/[;(\s].*$/, '') ?? '';
  const suppresses = /\b(?:all|oof|autoreply)\b/.test(value('x-auto-response-suppress') ?? '');
  if (submitted === 'auto-replied') return 'answer';
  // Exchange calls its out-of-office answers `auto-generated`. They answer a mail and ask not to be answered.
  if (submitted === 'auto-generated' && suppresses && headers.has('in-reply-to')) return 'answer';
  if (AUTORESPONDERS.some((name) => headers.has(name))) return 'answer';
  if (/^auto[-_]?reply$/.test(value('precedence') ?? '')) return 'answer';
  // RFC 6522: bounces, receipts, complaints.
  if (/^multipart\/report\b/.test(value('content-type') ?? '')) return 'answer';
  if (/^<\s*>$/.test(value('return-path') ?? '') || headers.has('x-failed-recipients')) return 'answer';
  if (from !== undefined && /^mailer-daemon@/i.test(from.address)) return 'answer';
  return (submitted !== '' && submitted !== 'no') || suppresses ? 'machine' : 'person';
};

const AUTORESPONDERS = ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply'];
