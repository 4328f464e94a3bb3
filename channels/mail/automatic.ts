import type { Email } from 'postal-mime';

/**
 * Mail that no person wrote just now: auto-replies (RFC 3834 `Auto-Submitted`, and what was used before it), and bounces (RFC 3464
 * reports, RFC 5321's empty return path, the mailer daemon). Lists and newsletters are not among them: people write there too.
 */
export const isAutomatic = (email: Email): boolean => {
  const value = (name: string): string | undefined =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = value('auto-submitted')
    ?.replace(/[;(].*$/, '')
    .trim();
  if (submitted !== undefined && submitted !== '' && submitted !== 'no') return true;
  if (AUTORESPONDERS.some((name) => value(name) !== undefined)) return true;
  if (/^auto[-_]?reply$/.test(value('precedence') ?? '')) return true;
  if (/^multipart\/report\b/.test(value('content-type') ?? '')) return true;
  if (value('return-path') === '<>' || value('x-failed-recipients') !== undefined) return true;
  return email.from?.address !== undefined && /^mailer-daemon@/i.test(email.from.address);
};

const AUTORESPONDERS = ['x-autoreply', 'x-autorespond', 'x-auto-reply-from', 'x-mail-autoreply'];
