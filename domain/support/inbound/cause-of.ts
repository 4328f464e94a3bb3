import type { InboundEvent } from './inbound-event.ts';

/** The effect of an event, by name: the same whenever the event comes. */
export const causeOf = ({ originId, identity, event }: InboundEvent): string => JSON.stringify([originId, identity, event.verb, event.version]);
