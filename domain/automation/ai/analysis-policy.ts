import type { AiSettings } from '../../configuration/ai-settings.ts';
import { isWithinHours } from './hours.ts';
import type { Proposal, ToolboxAnswer, Want } from './toolbox-answer.ts';

/** The enabled parts. Replies only within their hours. */
export const wantOf = ({ suggestions, replies, sentiment }: AiSettings, now: number): readonly Want[] => [
  ...(suggestions === true ? (['suggestion'] as const) : []),
  ...(replies && isWithinHours(replies.hours, now) ? (['reply'] as const) : []),
  ...(sentiment === true ? (['sentiment', 'language'] as const) : []),
];

/** The state of the ticket and its channel when the answer arrives. */
export interface Circumstances {
  readonly now: number;
  readonly isClosed: boolean;
  readonly isOriginEnabled: boolean;
  /** A machine wrote the message or opened the ticket, or the message came with a chain of automation: two bots must not answer each other. */
  readonly isAutomatic: boolean;
  /** An agent has replied. */
  readonly isAnswered: boolean;
  /** There is no newer message of the customer. */
  readonly isNewest: boolean;
  /** A newer message of the customer is also waiting for the toolbox, and gets the suggestion. */
  readonly isSuperseded: boolean;
  /** The automatic replies of this thread have reached the hourly limit. */
  readonly isSpent: boolean;
  /** Whether the channel accepts this text now: its length, its reply window. */
  takes(text: string): boolean;
}

export type Entry = { readonly kind: 'ai_suggestion' | 'ai_message'; readonly from: Proposal; readonly cause: string } | null;

/** What happens with an answer: an automatic reply, a suggestion, or nothing. Pure. */
export const entryOf = (settings: AiSettings, { suggestion, reply }: ToolboxAnswer, around: Circumstances): Entry => {
  if (around.isClosed || !around.isOriginEnabled || around.isAnswered) return null;
  const { replies } = settings;
  const mayReply = replies && reply && around.isNewest && !around.isAutomatic && !around.isSpent && isWithinHours(replies.hours, around.now);
  if (mayReply && reply.confidence >= replies.threshold && around.takes(reply.text))
    return { kind: 'ai_message', from: reply, cause: `confidence ${reply.confidence} reaches ${replies.threshold}` };
  if (settings.suggestions !== true || !suggestion || around.isSuperseded) return null;
  return { kind: 'ai_suggestion', from: suggestion, cause: 'new customer message' };
};
