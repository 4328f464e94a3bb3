import type { ActionOf } from '../../domain/channels/actions.ts';
import type { Outcome } from '../../domain/outbound/outcome.ts';
import { performing } from '../outbound.ts';

/** The visitor reads the conversation's log, so an action that is in the log needs no call. A reply keeps its own id; acknowledgements use it. */
const inTheLog = async ({ id }: ActionOf<'reply'>): Promise<Outcome> => ({ outcome: 'sent', providerId: id });
const asBefore = async ({ message }: ActionOf<'edit' | 'unsend' | 'react'>): Promise<Outcome> => ({ outcome: 'sent', providerId: message });

export const outbound = performing<Readonly<Record<string, unknown>>>({ reply: inTheLog, edit: asBefore, unsend: asBefore, react: asBefore });
