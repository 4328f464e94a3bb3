import type { AiSettings } from '../../configuration/ai-settings.ts';
import { isWithinHours } from './hours.ts';
import type { Proposal, ToolboxAnswer, Want } from './toolbox-answer.ts';

/** Only what is on; replies only while their hours are open. */
export const wantOf = ({ suggestions, replies, sentiment }: AiSettings, now: number): readonly Want[] => [
  ...(suggestions === true ? (['suggestion'] as const) : []),
  ...(replies && isWithinHours(replies.hours, now) ? (['reply'] as const) : []),
  ...(sentiment === true ? (['sentiment', 'language'] as const) : []),
];

/** The ticket and its channel when the answer has come. */
export interface Circumstances {
  readonly now: number;
  readonly isClosed: boolean;
  readonly isOriginEnabled: boolean;
  /** A machine wrote the message or opened the ticket, or the message came with a chain of automation: two bots never answer each other. */
  readonly isAutomatic: boolean;
  /** An agent has replied. */
  readonly isAnswered: boolean;
  /** No newer message of the customer is there. */
  readonly isNewest: boolean;
  /** A newer message of the customer waits for the toolbox too, and gets the suggestion. */
  readonly isSuperseded: boolean;
  /** Automatic replies of this thread have had their share of the hour. */
  readonly isSpent: boolean;
  /** Whether the channel takes this text now: its length, its reply window. */
  takes(text: string): boolean;
}

export type Entry = { readonly kind: 'ai_suggestion' | 'ai_message'; readonly from: Proposal; readonly cause: string } | null;

/** What becomes of an answer: an automatic reply, a suggestion, or nothing. Pure. */
export const entryOf = (settings: AiSettings, { suggestion, reply }: ToolboxAnswer, around: Circumstances): Entry => {
  if (around.isClosed || !around.isOriginEnabled || around.isAnswered) return null;
  const { replies } = settings;
  const mayReply = replies && reply && around.isNewest && !around.isAutomatic && !around.isSpent && isWithinHours(replies.hours, around.now);
  if (mayReply && reply.confidence >= replies.threshold && around.takes(reply.text))
    return { kind: 'ai_message', from: reply, cause: `confidence ${reply.confidence} reaches ${replies.threshold}` };
  if (settings.suggestions !== true || !suggestion || around.isSuperseded) return null;
  return { kind: 'ai_suggestion', from: suggestion, cause: 'new customer message' };
};
