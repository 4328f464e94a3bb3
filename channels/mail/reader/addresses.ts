import parseAddresses, { type Address } from 'nodemailer/lib/addressparser';
import { NAME } from '../../../domain/limits.ts';
import type { Person } from '../../../domain/support/messages/content.ts';
import { cut } from '../../../domain/text/well-formed.ts';
import { decodedWords } from '../text/encoded-words.ts';
import { folded } from './folded.ts';

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** RFC 5321 §4.5.3.1: 64 and 255 characters with the `@` between. */
const LONGEST = 320;
const isUsable = (address: string): boolean => address.length <= LONGEST && /^[^\s]+@[^\s@<>,;]+$|^"[^\r\n]+"@[^\s@<>,;]+$/.test(address);

const flat = (addresses: readonly Address[]): Mailbox[] =>
  addresses.flatMap((each) => (each.group === undefined ? [{ name: each.name, address: each.address.trim() }] : flat(each.group)));

const usable = (field: string): Mailbox[] => flat(parseAddresses(field)).filter(({ address }) => isUsable(address));

/** The mailboxes of an address header (RFC 5322 §3.4): comments, groups, routes and quoted local parts understood, names decoded. */
export const mailboxesOf = (field: string | undefined): Mailbox[] => {
  if (field === undefined || field === '') return [];
  const found = usable(field);
  // Some programs encode the whole value, including the address.
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
