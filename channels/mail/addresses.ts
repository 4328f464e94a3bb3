import type { Address, Email } from 'postal-mime';
import type { Person } from '../../domain/messages/inbound-event.ts';

const LONGEST = 320;
const isUsable = (address: string): boolean => address !== '' && address.length <= LONGEST;

/** Mailboxes compare without case: what stands before the @ is case-sensitive by the letter of RFC 5321 and nowhere in practice. */
export const folded = (address: string): string => address.trim().normalize('NFC').toLowerCase();

const flat = (addresses: readonly Address[] | undefined): { readonly name: string; readonly address: string }[] =>
  (addresses ?? []).flatMap((each) => (each.group ? each.group : [each])).map(({ name, address }) => ({ name, address: address.trim() }));

export const addressesOf = (addresses: readonly Address[] | undefined): string[] =>
  flat(addresses)
    .map(({ address }) => address)
    .filter(isUsable);

/** Who wrote: `From`, else what else names him. Undefined for nobody. */
export const senderOf = (email: Email): Person | undefined => {
  const candidates = [
    ...flat(email.from && [email.from]),
    ...flat(email.sender && [email.sender]),
    ...flat(email.replyTo),
    { name: '', address: (email.returnPath ?? '').replace(/[<>\s]/g, '') },
  ];
  const found = candidates.find(({ address }) => isUsable(address));
  return found && { id: folded(found.address), name: found.name.trim() || null, handle: found.address };
};
