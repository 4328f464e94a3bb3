import { hash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';

export interface ComposedFile {
  readonly name: string | null;
  readonly type: string;
  readonly body: Buffer;
}

/** The content of a mail. Addresses and ids are checked; all other texts are untrusted. */
export interface Letter {
  readonly from: { readonly name: string; readonly address: string };
  /** Where answers go, if not to `from`. */
  readonly replyTo: { readonly name: string; readonly address: string } | null;
  readonly to: string;
  readonly cc: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly files: readonly ComposedFile[];
  readonly messageId: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly date: Date;
  /** RFC 3834: a machine wrote it. */
  readonly automatic: boolean;
}

/** A header is one line of text. Names and subjects can contain anything, so line breaks are removed. */
const line = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** RFC 5322, section 2.3: CR and LF occur only together, and tabs are the only other control characters. */
const lines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\t\n]/gu, '');

/** RFC 6838, section 4.2. MIME's structural types are sent as ordinary files, because inside the mail they would have to be 7-bit. */
const typeOf = (type: string): string => (/^(?!message\/|multipart\/)[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/i.test(type) ? type : 'application/octet-stream');

/**
 * The mail as bytes: RFC 5322 and MIME (RFC 2045–2047, 2231), 7-bit, lines of at most 998 characters. The same content has the same bytes. Blind
 * copies are only in the envelope.
 */
export const composed = async (letter: Letter): Promise<Buffer> => {
  const { from, replyTo, to, cc, inReplyTo, references, automatic } = letter;
  return new MailComposer({
    from: { name: line(from.name), address: from.address },
    ...(replyTo === null ? {} : { replyTo: { name: line(replyTo.name), address: replyTo.address } }),
    to: [{ name: '', address: to }],
    ...(cc.length > 0 ? { cc: cc.map((address) => ({ name: '', address })) } : {}),
    subject: line(letter.subject),
    text: lines(letter.text),
    ...(letter.html === null ? {} : { html: lines(letter.html) }),
    attachments: letter.files.map(({ name, type, body }) => ({
      filename: line(name ?? '') || 'attachment',
      contentType: typeOf(type),
      contentTransferEncoding: 'base64',
      contentDisposition: 'attachment',
      content: body,
    })),
    messageId: letter.messageId,
    ...(inReplyTo === null ? {} : { inReplyTo }),
    references: [...references],
    date: letter.date,
    ...(automatic ? { headers: { 'auto-submitted': 'auto-replied' } } : {}),
    baseBoundary: hash('sha256', letter.messageId, 'hex'),
    newline: 'windows',
    // A text that looks like a path or a link is not opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
};
