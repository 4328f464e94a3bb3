import { hash } from 'node:crypto';
import type { ReplyAction } from '../../../domain/channels/actions.ts';

/** RFC 5322, section 3.6.4, in ASCII: a header cannot contain other ids. */
const MESSAGE_ID = /^<[!-;=?-~]{1,990}>$/;

export const isMessageId = (id: string): boolean => MESSAGE_ID.test(id);

/** Parley's own id of a mail, the same at every try. `from`: the sender's address. */
export const ownMessageId = ({ tenantId, id }: Pick<ReplyAction, 'tenantId' | 'id'>, from: string): string =>
  `<parley.${hash('sha256', `${tenantId} ${id}`, 'base64url')}@${from.replace(/^.*@/, '')}>`;

/**
 * The `Message-ID` with which a mail arrives. SES replaces the given one by its own
 * (docs.aws.amazon.com/ses/latest/dg/header-fields.html, read 2026-11): the id of its answer at a domain of the Region, which is `email` in us-east-1.
 * AWS documents only that SES replaces it; nodemailer's transport for SES (v10) makes the same id.
 */
export const sesMessageId = (messageId: string, region: string): string =>
  messageId.includes('@') ? `<${messageId}>` : `<${messageId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com>`;
