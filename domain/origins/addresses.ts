import { type FieldError, Problem } from '../errors.ts';
import type { ChannelName } from './channels.ts';
import type { CredentialRules, Credentials } from './credentials.ts';

/** The reason why Parley does not call an address, or null. Only the address itself is checked. */
export type RefusalOf = (url: string) => string | null;

/** Rejects credentials with an address that every call would reject. @throws Problem unprocessable */
export const requireCallable = (refusalOf: RefusalOf, rules: CredentialRules, channel: ChannelName, given: Credentials): void => {
  const errors = rules.addresses(channel).flatMap((member): FieldError[] => {
    const url = given[member];
    const refusal = typeof url === 'string' ? refusalOf(url) : null;
    return refusal === null ? [] : [{ path: `credentials.${member}`, message: refusal }];
  });
  if (errors.length > 0) throw new Problem('unprocessable', 'Parley may not call this address.', { errors });
};
