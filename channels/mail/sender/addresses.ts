import { domainToASCII } from 'node:url';

/** RFC 5321, section 4.5.3.1.3. */
const LONGEST = 254;
/** RFC 5322, `dot-atom-text`. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * An address as it can stand in a mail and its envelope, its domain in punycode; null for one that SES does not take: it has no SMTPUTF8, so that
 * only domains may have other characters than ASCII (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html, read 2026-11). Quoted local
 * parts are left out: nobody has them, and they are where injections begin.
 */
export const writtenAddress = (spelled: string): string | null => {
  const address = spelled.trim();
  const [, local = '', given = ''] = /^(.*)@([^@]*)$/s.exec(address) ?? [];
  const domain = domainToASCII(given).toLowerCase();
  return LOCAL.test(local) && local.length <= 64 && DOMAIN.test(domain) && local.length + domain.length < LONGEST ? `${local}@${domain}` : null;
};
