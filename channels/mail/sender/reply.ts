import type { ReplyAction } from '../../../domain/channels/actions.ts';
import type { Outcome } from '../../../domain/outbound/outcome.ts';
import { deliveryError } from '../../../domain/vocabulary/delivery-error.ts';
import type { SendSettings } from '../../outbound.ts';
import { unanswered } from '../../outgoing.ts';
import { FILES_BYTES } from '../capabilities.ts';
import type { MailCredentials } from '../credentials.ts';
import { writtenAddress } from './addresses.ts';
import type { Letter } from './compose.ts';
import { FilesTooLarge, filesOf } from './files.ts';
import { isMessageId, plusAddressOf, replyMessageId, replyTag } from './ids.ts';
import { outcomeOf } from './outcome.ts';
import { subjectOf } from './subject.ts';

/** Sender and recipients of a mail, in the form that SES accepts. */
interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

const failed = (code: string, message: string): Outcome => ({ outcome: 'failed', error: deliveryError(code, message) });

/** @returns the envelope, or the address that cannot be written to */
const envelopeOf = ({ to, cc, bcc }: ReplyAction, address: string): Envelope | string => {
  const wrong = [address, to, ...cc, ...bcc].find((given) => writtenAddress(given) === null);
  if (wrong !== undefined) return wrong;
  const written = (given: string): string => writtenAddress(given) as string;
  return { from: written(address), to: written(to), cc: cc.map(written), bcc: bcc.map(written) };
};

/** Null where the mailbox has no plus-addresses, and where its address is too long for one. */
const replyToOf = (tag: string, from: string, { plusAddress }: MailCredentials): string | null =>
  plusAddress === true ? writtenAddress(plusAddressOf(tag, from)) : null;

const letterOf = (
  reply: ReplyAction,
  { from, to, cc }: Envelope,
  originName: string,
  { own, replyTo }: { readonly own: string; readonly replyTo: string | null },
): Omit<Letter, 'files'> => {
  const inReplyTo = reply.inReplyTo !== null && isMessageId(reply.inReplyTo) ? reply.inReplyTo : null;
  // Also Parley's own id: SES replaces the Message-ID but keeps References, so answers and reports still contain this id.
  const references = [...reply.references.filter(isMessageId), ...(inReplyTo === null ? [] : [inReplyTo]), own];
  return {
    from: { name: originName, address: from },
    replyTo: replyTo === null ? null : { name: originName, address: replyTo },
    to,
    cc,
    subject: subjectOf(reply, originName),
    text: reply.text,
    html: reply.html,
    messageId: own,
    inReplyTo,
    references: [...new Set(references)],
    date: new Date(reply.createdAt),
    automatic: reply.automatic,
  };
};

/** Mails with files are composed one after the other: each needs several times its size in memory. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = turn.then(work, work);
  turn = mine.catch(() => undefined);
  return mine;
};

const send = async (reply: ReplyAction, envelope: Envelope, credentials: MailCredentials, settings: SendSettings): Promise<Outcome> => {
  const tag = replyTag(reply, credentials.inboundSecret);
  const own = replyMessageId(tag, envelope.from);
  const replyTo = replyToOf(tag, envelope.from, credentials);
  let raw: Buffer;
  try {
    const files = await filesOf(reply.files, FILES_BYTES);
    // The composer is loaded by the first mail.
    const { composed } = await import('./compose.ts');
    raw = await composed({ ...letterOf(reply, envelope, settings.originName, { own, replyTo }), files });
  } catch (error) {
    if (error instanceof FilesTooLarge)
      return failed('files_too_large', `The files of one mail have at most ${FILES_BYTES.toLocaleString('en')} bytes together.`);
    // Nothing was sent.
    return { outcome: 'retry', error: deliveryError('file_unavailable', 'A file of the reply could not be read.') };
  }
  const { from, to, cc, bcc } = envelope;
  try {
    return outcomeOf(await settings.sendMail({ from, to: [...new Set([to, ...cc, ...bcc])], raw }), { from, own });
  } catch (error) {
    return unanswered(error);
  }
};

/** A reply as one mail through Amazon SES, from the origin's address to the customer. */
export const replyByMail = async (reply: ReplyAction, credentials: MailCredentials, settings: SendSettings): Promise<Outcome> => {
  const envelope = envelopeOf(reply, credentials.address);
  if (typeof envelope === 'string') return failed('bad_address', `SES sends nothing from or to an address of this form: ${envelope}`);
  return reply.files.length > 0 ? inTurn(() => send(reply, envelope, credentials, settings)) : send(reply, envelope, credentials, settings);
};
