import { domainToASCII } from 'node:url';
import parseAddresses, { type Address } from 'nodemailer/lib/addressparser';
import { NAME } from '../../../domain/limits.ts';
import type { Person } from '../../../domain/support/messages/inbound/inbound-event.ts';
import { cut } from '../../../domain/text/well-formed.ts';
import { decodedWords } from '../text/encoded-words.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** RFC 5321 §4.5.3.1: 64 and 255 characters with the `@` between. */
const LONGEST = 320;
const isUsable = (address: string): boolean => address.length <= LONGEST && /^[^\s]+@[^\s@<>,;]+$|^"[^\r\n]+"@[^\s@<>,;]+$/.test(address);

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

const flat = (addresses: readonly Address[]): Mailbox[] =>
  addresses.flatMap((each) => (each.group === undefined ? [{ name: each.name, address: each.address.trim() }] : flat(each.group)));

const usable = (field: string): Mailbox[] => flat(parseAddresses(field)).filter(({ address }) => isUsable(address));

/** The mailboxes of an address header (RFC 5322 §3.4): comments, groups, routes and quoted local parts understood, names decoded. */
export const mailboxesOf = (field: string | undefined): Mailbox[] => {
  if (field === undefined || field === '') return [];
  const found = usable(field);
  // Some programs encode the whole of it, with the address inside.
  const boxes = found.length > 0 || !field.includes('=?') ? found : usable(decodedWords(field));
  return boxes.map(({ name, address }) => ({ name: nameOf(name), address }));
};

const nameOf = (name: string): string =>
  cut(
    decodedWords(name)
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    NAME,
    '…',
  );

export const personOf = ({ name, address }: Mailbox): Person => ({ id: folded(address), name: name || null, handle: address });
