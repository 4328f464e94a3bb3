import { threadPk } from '../../conversations/kinds/thread.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { padded, parseTicketId } from '../threads/keys.ts';

/** An AI's answer to an agent's request. One of each kind is kept: the newest. */
export interface KeptAnswer {
  readonly about: 'summary' | 'translation';
  readonly ticketId: string;
  /** For a translation its message; for a summary the newest message that it covers. */
  readonly conversationId: string;
  readonly number: number;
  /** For a summary: how many messages the AI has read. */
  readonly messages?: number | undefined;
  /** The requested language; null: the AI's choice. */
  readonly language: string | null;
  readonly text: string;
  /** The AI has only read the beginning of the message, or this is only the beginning of its answer. */
  readonly truncated?: true | undefined;
  /** `confidence` is null if the toolbox does not provide it. */
  readonly ai: { readonly model: string; readonly confidence: number | null; readonly cause: string };
  readonly at: string;
  /** Who asked. */
  readonly by: { readonly type: string; readonly id: string | null };
  /** Fingerprint of the question, so that the same question is not sent twice. */
  readonly of: string;
}

/** Not in the ticket's and the message's own items, because every change bills these as a whole. Null: no ticket can have this id. */
export const summaryKey = (tenantId: string, ticketId: string): Key | null => {
  const at = parseTicketId(ticketId);
  return at && { pk: threadPk(tenantId, at.threadId), sk: `AS#${padded(at.firstNumber)}` };
};

const translationsOf = (number: number): string => `AT#${padded(number)}#`;
export const translationKey = (pk: string, number: number, language: string): Key => ({ pk, sk: `${translationsOf(number)}${language}` });

export const keptItem = (key: Key, answer: KeptAnswer): Item => ({ ...key, ...answer });

export const keptAnswerOf = (item: Item): KeptAnswer => {
  const { pk: _pk, sk: _sk, ...answer } = item;
  return answer as unknown as KeptAnswer;
};

/** Undefined if nobody has requested one, or a summarized message was deleted since. @throws TableUnavailable */
export const readSummary = async (table: Table, tenantId: string, ticketId: string): Promise<KeptAnswer | undefined> => {
  const key = summaryKey(tenantId, ticketId);
  const [item] = key ? await table.get([key], { consistent: true }) : [];
  return item && keptAnswerOf(item);
};

/** A message's translations, by language. @throws TableUnavailable */
export const readTranslations = async (
  table: Table,
  tenantId: string,
  threadId: string,
  number: number,
  languages: readonly string[],
): Promise<KeptAnswer[]> => {
  if (languages.length === 0) return [];
  const pk = threadPk(tenantId, threadId);
  const items = await table.get(
    languages.toSorted().map((language) => translationKey(pk, number, language)),
    { consistent: true },
  );
  return items.flatMap((item) => (item ? [keptAnswerOf(item)] : []));
};

/** The public shape for agents. */
export const presentAnswer = ({ of: _of, ...answer }: KeptAnswer): Omit<KeptAnswer, 'of'> => answer;
