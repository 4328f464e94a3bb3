import { domainToASCII } from 'node:url';

/** RFC 5321, section 4.5.3.1.3. */
const LONGEST = 254;
/** RFC 5322, `dot-atom-text`. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * An address in the form for a mail and its envelope, its domain in punycode. Null for an address that SES rejects: SES has no SMTPUTF8, so
 * only domains may contain non-ASCII characters (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html, read 2026-11). Quoted local
 * parts are rejected: nobody uses them, and they allow injections.
 */
export const writtenAddress = (spelled: string): string | null => {
  const address = spelled.trim();
  const [, local = '', given = ''] = /^(.*)@([^@]*)$/s.exec(address) ?? [];
  const domain = domainToASCII(given).toLowerCase();
  return LOCAL.test(local) && local.length <= 64 && DOMAIN.test(domain) && local.length + domain.length < LONGEST ? `${local}@${domain}` : null;
};
