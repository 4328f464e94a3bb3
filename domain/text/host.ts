import { domainToASCII } from 'node:url';

/** Hosts have at most 253 characters (RFC 1035). */
const LONGEST_HOST = 253;

/**
 * A host in the form of DNS: IDNA in ASCII, small letters (`MÜLLER.example` is `xn--mller-kva.example`). Hosts are not folded like words, because two
 * that look alike belong to different people. Empty if it is not a host.
 */
export const hostOf = (text: string): string => {
  const host = text.trim();
  return host.length > LONGEST_HOST ? '' : domainToASCII(host);
};

/** An address with its domain normalised by `hostOf`; unchanged if it has no domain. */
export const addressOf = (text: string): string => {
  const at = text.lastIndexOf('@');
  const host = at < 0 ? '' : hostOf(text.slice(at + 1));
  return host === '' ? text : `${text.slice(0, at)}@${host}`;
};
