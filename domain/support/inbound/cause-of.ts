import type { InboundEvent } from './inbound-event.ts';

/** The name of an event's effect: the same at each delivery of the event. */
export const causeOf = ({ originId, identity, event }: InboundEvent): string => JSON.stringify([originId, identity, event.verb, event.version]);
