import type { OutgoingFile, ReplyAction } from '../../channels/actions.ts';
import type { Message } from '../../support/messages/message.ts';
import { chatMailId, chatMessageId } from './mail-ids.ts';
import type { Owed } from './owed.ts';

/** A mail is written below the limit of the channel, which counts the names of agents too. */
const TEXT = 90_000;

/** As many replies, with their texts, as one mail holds. A single one always fits. */
export const fitting = (replies: readonly Message[]): readonly Message[] => {
  let units = 0;
  const end = replies.findIndex(({ text }, at) => {
    units += text?.length ?? 0;
    return units > TEXT && at > 0;
  });
  return end < 0 ? replies : replies.slice(0, end);
};

export interface FileOf {
  readonly reply: number;
  readonly file: OutgoingFile;
}

/** The files that one mail holds, in order; the others are only named. `most`: bytes in total. */
const carried = (files: readonly FileOf[], most: number): ReadonlySet<OutgoingFile> => {
  const kept = new Set<OutgoingFile>();
  let left = most;
  for (const { file } of files) {
    if (file.size === null || file.size > left) continue;
    left -= file.size;
    kept.add(file);
  }
  return kept;
};

/** One reply: the name of its writer, its text, and the names of files that are not in the mail. */
const paragraph = ({ author, text }: Message, absent: readonly OutgoingFile[]): string => {
  const name = author.type === 'agent' && author.name !== null ? `${author.name}:\n` : '';
  return [`${name}${text ?? ''}`.trimEnd(), ...absent.map((file) => `[${file.name ?? 'file'}]`)].filter((part) => part !== '').join('\n');
};

/**
 * The mail with the replies that a visitor has not got: their texts in order, and nothing else of the conversation. Anybody can type an address into a chat,
 * so its owner must not learn what was said before. `token`: the secret of the conversation. `fileBytes`: the most that the channel sends with one mail.
 */
export const letterOf = (
  { visitor, origin, continuity, answered }: Pick<Owed, 'visitor' | 'origin' | 'continuity' | 'answered'>,
  replies: readonly Message[],
  { files, fileBytes, token }: { readonly files: readonly FileOf[]; readonly fileBytes: number; readonly token: string },
): ReplyAction => {
  const [first, last] = [replies[0]?.number ?? 0, replies.at(-1)?.number ?? 0];
  const inMail = carried(files, fileBytes);
  const absentOf = (number: number): OutgoingFile[] => files.flatMap(({ reply, file }) => (reply === number && !inMail.has(file) ? [file] : []));
  return {
    kind: 'reply',
    id: `${visitor.threadId}.mail.${first}-${last}`,
    tenantId: visitor.tenantId,
    originId: continuity.mailOriginId,
    ticketId: replies[0]?.ticketId ?? '',
    threadId: visitor.threadId,
    to: visitor.email,
    surface: 'mail',
    causation: '',
    cc: [],
    bcc: [],
    subject: origin.name,
    files: [...inMail],
    inReplyTo: answered,
    references: [chatMessageId(token), chatMailId(token, first, last)],
    agentName: null,
    automatic: replies.every(({ author }) => author.type !== 'agent'),
    createdAt: replies.at(-1)?.createdAt ?? '',
    customerWroteAt: null,
    // A mail has one part; the visitor's item is marked before the call.
    sentParts: [],
    notes: { begin: async () => {}, sent: async () => {} },
    text: replies.map((reply) => paragraph(reply, absentOf(reply.number))).join('\n\n'),
    html: null,
  };
};
