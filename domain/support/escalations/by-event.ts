import { causationKeyOf, readCausation } from '../../automation/causation.ts';
import type { Key } from '../../table/port.ts';
import type { Change } from '../tickets/change.ts';

/** The event of a topic that asks for a change: its identity is written in the transaction of its effect. */
export interface ByEvent {
  readonly identity: Key;
  readonly causation: string | null;
}

/** The same event has had its effect before. */
export class AppliedBefore extends Error {}

/** @throws AppliedBefore */
export const markEvent = ({ draft, ticketDraft, tenant, found }: Change, { identity, causation }: ByEvent, tenantId: string): void => {
  if (found[0]) throw new AppliedBefore();
  draft.put({ ...identity, at: ticketDraft.now }, { absent: true });
  ticketDraft.causedAt(readCausation(causationKeyOf(tenant), tenantId, causation)?.depth ?? 0);
};
