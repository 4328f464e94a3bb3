import { parseConfigurationPk } from '../../configuration/keys.ts';
import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { parseVisitorKey } from '../../livechat/by-mail/visitor-key.ts';
import { WEBHOOK_PREFIX } from '../../outbound/webhooks/webhook.ts';
import { tenantOfSource } from '../../outbound/webhooks/webhook-entry.ts';
import { isFannedOut } from '../../realtime/fan-out/work-of-changes.ts';
import { messageOf } from '../../support/messages/message.ts';
import type { Projection } from '../projection.ts';
import { projectionsOf } from '../projections.ts';
import { type Change, isTicketKey } from './change.ts';
import { type LaneReport, runLane } from './lane.ts';
import type { ProjectorDeps } from './projector-deps.ts';

export type { Change } from './change.ts';
export type { ProjectorDeps } from './projector-deps.ts';

/**
 * The kinds of items that projections use: threads' heads, closed tickets, messages and their bodies, rules' calls and commands, lines of logs, the
 * tenant itself, its webhooks, its queues, and visitors of live chats; entries of chats, groups and directs, and how far somebody has got in them.
 */
export const isProjected = ({ pk, sk }: { readonly pk: string; readonly sk: string }): boolean => {
  if (sk === 'TENANT' || sk.startsWith(WEBHOOK_PREFIX)) return parseConfigurationPk(pk) !== null;
  if (sk === 'VISITOR') return parseVisitorKey({ pk, sk }) !== null;
  if (sk.startsWith('QUEUE#')) return tenantOfSource({ pk, sk }) !== null;
  if (isFannedOut({ pk, sk })) return true;
  return (isTicketKey(sk) || /^[BJLMO]#/.test(sk)) && parseThreadPk(pk) !== null;
};

/** A new entry from a channel, as opposed to one that was written here. */
const isArrival = ({ before, after }: Change): boolean =>
  before === undefined && after?.sk.startsWith('M#') === true && ['customer', 'origin'].includes(messageOf(after).author.type);

export interface Projected {
  readonly lanes: readonly LaneReport[];
  /** New entries from a channel that are completely processed. */
  readonly messages: number;
  /** Indexes of changes that could neither be processed nor marked: the stream must deliver them again. */
  readonly failed: readonly number[];
}

/**
 * Passes changes of the table to all projections: queue rows and counters, timers, the outbox, the live feed
 * and re-evaluations, each in a lane of its own. If a projection fails temporarily, the change gets a mark for that projection alone (`marks.ts`);
 * if it fails permanently, the change goes to the dead-letter queue. Neither delays the other projections or later changes.
 * Safe to repeat. Never throws.
 */
export const project = async (deps: ProjectorDeps, given: readonly Change[], projections: readonly Projection[] = projectionsOf(deps)): Promise<Projected> => {
  const lanes = await Promise.all(projections.map((projection) => runLane(deps, projection, given)));
  const unsettled = new Set(lanes.flatMap(({ troubled }) => troubled));
  return {
    lanes: lanes.map(({ report }) => report),
    messages: given.filter((change, index) => isArrival(change) && !unsettled.has(index)).length,
    failed: [...new Set(lanes.flatMap(({ failed }) => failed))].sort((a, b) => a - b),
  };
};
