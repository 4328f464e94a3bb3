import { createHmac, hash } from 'node:crypto';
import type { ReplyAction } from '../../../domain/channels/actions.ts';

/** RFC 5322, section 3.6.4, in ASCII: a header cannot contain other ids. */
const MESSAGE_ID = /^<[!-;=?-~]{1,990}>$/;

export const isMessageId = (id: string): boolean => MESSAGE_ID.test(id);

const domainOf = (address: string): string => address.replace(/^.*@/, '');

/** Parley's own id of a mail about an account, the same at every try. `from`: the sender's address. */
export const ownMessageId = ({ tenantId, id }: Pick<ReplyAction, 'tenantId' | 'id'>, from: string): string =>
  `<parley.${hash('sha256', `${tenantId} ${id}`, 'base64url')}@${domainOf(from)}>`;

/**
 * Names a reply to those who have received it: 96 bits that nobody can compute without the origin's secret. In hexadecimal, because mail servers may change the case
 * of an address.
 */
export const replyTag = ({ tenantId, id }: Pick<ReplyAction, 'tenantId' | 'id'>, secret: string): string =>
  createHmac('sha256', secret).update(`reply ${tenantId} ${id}`).digest('hex').slice(0, 24);

/** Parley's own id of a reply, the same at every try. Its mail and answers to it have this id in `References`. `from`: the origin's address. */
export const replyMessageId = (tag: string, from: string): string => `<parley.${tag}@${domainOf(from)}>`;

/** `help+{tag}@shop.example`. */
export const plusAddressOf = (tag: string, from: string): string => `${from.slice(0, from.lastIndexOf('@'))}+${tag}@${domainOf(from)}`;

/** The tag in a plus-address of the origin; undefined for every other address. Both are folded. */
export const tagIn = (address: string, own: string): string | undefined => {
  const at = own.lastIndexOf('@');
  const [local, domain] = [own.slice(0, at), own.slice(at)];
  if (!address.startsWith(`${local}+`) || !address.endsWith(domain)) return undefined;
  return /^[0-9a-f]{24}$/.exec(address.slice(local.length + 1, address.length - domain.length))?.[0];
};

/**
 * The `Message-ID` with which a mail arrives. SES replaces the given one by its own
 * (docs.aws.amazon.com/ses/latest/dg/header-fields.html, read 2026-11): the id of its answer at a domain of the Region, which is `email` in us-east-1.
 * AWS documents only that SES replaces it; nodemailer's transport for SES (v10) makes the same id.
 */
export const sesMessageId = (messageId: string, region: string): string =>
  messageId.includes('@') ? `<${messageId}>` : `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
