import { domainToASCII } from 'node:url';

/**
 * Two spellings of one mailbox. The domain in the form that the domain name system compares (punycode, lower case, no final dot); what cannot be a
 * domain only in lower case. The local part without quotes that it does not need and without case, which is case-sensitive by the letter of RFC 5321 and
 * nowhere in practice: two mailboxes of one name would be worse than two people in one thread.
 */
export const folded = (given: string): string => {
  const address = given.trim().normalize('NFC');
  const at = address.lastIndexOf('@');
  if (at === -1) return address.toLowerCase();
  const domain = address.slice(at + 1).replace(/\.$/, '');
  const local = address.slice(0, at);
  const bare = /^"((?:[^"\\]|\\.)*)"$/.exec(local)?.[1]?.replace(/\\(.)/g, '$1');
  const unquoted = bare !== undefined && /^[^\s"(),:;<>@[\\\]]+$/.test(bare) && !/^\.|\.\.|\.$/.test(bare) ? bare : local;
  return `${unquoted.toLowerCase()}@${(/^[[\d]/.test(domain) ? '' : domainToASCII(domain)) || domain.toLowerCase()}`;
};
