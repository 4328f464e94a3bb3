import { domainToASCII } from 'node:url';

/**
 * The common form of all spellings of a mailbox. The domain is in the form that DNS compares (punycode, lower case, no final dot); an invalid
 * domain is only in lower case. The local part loses unnecessary quotes and is in lower case. By RFC 5321 it is case-sensitive,
 * but in practice it is not: one person with two threads would be worse than two people in one thread.
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
