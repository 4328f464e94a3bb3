/** The ids that Parley's mails to a visitor carry in `References`, which mail programs repeat in answers (RFC 5322, section 3.6.4). */
const CHAT_ID = /^<chat\.([\w-]{22,64})(?:\.(\d{1,10})-(\d{1,10}))?@parley\.invalid>$/;

/** What an id names: the conversation, by its secret, and the numbers of the first and last reply in one mail. */
export interface NamedChat {
  readonly token: string;
  readonly span: { readonly first: number; readonly last: number } | null;
}

/** The same in all mails of a conversation, so that mail programs show them together. */
export const chatMessageId = (token: string): string => `<chat.${token}@parley.invalid>`;

/** Of one mail. Parley's id for the mail's statuses. */
export const chatMailId = (token: string, first: number, last: number): string => `<chat.${token}.${first}-${last}@parley.invalid>`;

/** Null for any other id. */
export const chatNamedIn = (id: string | null): NamedChat | null => {
  const found = CHAT_ID.exec(id ?? '');
  if (!found) return null;
  const [, token = '', first, last] = found;
  return { token, span: first === undefined ? null : { first: Number(first), last: Number(last) } };
};
