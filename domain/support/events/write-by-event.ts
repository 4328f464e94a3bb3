import { Problem } from '../../errors.ts';
import { type AiDeps, appendAiEntry } from '../ai/append-ai-entry.ts';
import type { AiEventRow, AiSaid } from './ai-rows.ts';
import type { TopicEvent } from './envelope.ts';
import { type EventEffect, onceByEvent } from './once-by-event.ts';

/** Rejections that the sender cannot fix: a closed ticket, a disabled origin, a loop of machines. */
const REFUSED: ReadonlySet<string> = new Set(['illegal_transition', 'conflict']);

/**
 * Appends an entry of a tenant's AI, once.
 * @throws Problem not_found; unprocessable for an answer that its channel rejects; TableUnavailable
 */
export const writeByEvent = (deps: AiDeps, event: TopicEvent<AiSaid>): Promise<EventEffect> =>
  onceByEvent(deps, event as TopicEvent<{ readonly ticketId: string }>, async (change, depth) => {
    const { kind } = event.row as AiEventRow;
    const { text, model, confidence, cause = null } = event.data;
    const entry = { kind, text, ai: { model, confidence, cause }, depth, cause: `${event.topic} ${event.id}` };
    try {
      await appendAiEntry(deps, change, entry);
    } catch (error) {
      if (!(error instanceof Problem) || !REFUSED.has(error.code)) throw error;
      return { refused: error.code };
    }
    if (kind === 'ai_message') await change.ticketDraft.automate('ticket.updated', null);
    return 'applied';
  });
