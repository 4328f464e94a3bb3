import type { OutboundAction } from '../outbox.ts';

/** Escalations that rules planned before November 2026 have the id of their call. */
export const escalationIdOf = ({ id, action }: Pick<OutboundAction, 'id' | 'action'>): string => (action['escalationId'] as string | undefined) ?? id;
