import { type FieldError, Problem } from '../../errors.ts';
import { fold } from '../../text/fold.ts';
import { type Mention, MOST_MENTIONS } from '../messages/mention.ts';
import type { Ticket } from '../tickets/ticket.ts';

/** The tenant's agents and teams, as mentions need them. */
export interface Colleagues {
  readonly agents: ReadonlyMap<string, { readonly name: string }>;
  readonly teams: ReadonlyMap<string, { readonly name: string }>;
  maySee(agentId: string, ticket: Ticket): boolean;
}

export interface Mentioning {
  readonly text: string;
  readonly agentIds?: readonly string[] | undefined;
  readonly teamIds?: readonly string[] | undefined;
}

const isWordEnd = (text: string, at: number): boolean => at >= text.length || !/[\p{L}\p{N}]/u.test(text.slice(at, at + 2));

/** Whole names after an `@` at the beginning of a word. The longest name wins: `@Ann Lee` is not `@Ann`. */
const namedIn = (given: string, { agents, teams }: Colleagues): Mention[] => {
  if (!given.includes('@')) return [];
  const text = fold(given);
  const names = [
    ...[...agents].map(([id, { name }]) => ({ name: fold(name), type: 'agent' as const, id })),
    ...[...teams].map(([id, { name }]) => ({ name: fold(name), type: 'team' as const, id })),
  ].sort((a, b) => b.name.length - a.name.length);
  const found: Mention[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at > 0 && !/[\s([{,;]/.test(text[at - 1] as string)) continue;
    const [first, second] = names.filter(({ name }) => name !== '' && text.startsWith(name, at + 1) && isWordEnd(text, at + 1 + name.length));
    // Two people with the same name: ambiguous. Ids distinguish them.
    if (first && first.name !== second?.name) found.push({ type: first.type, id: first.id });
  }
  return found;
};

/**
 * The mentions of a note: by ids, and by names in its text; each once.
 * @throws Problem unprocessable naming who does not exist, and who may not see the ticket
 */
export const mentionsOf = ({ text, agentIds = [], teamIds = [] }: Mentioning, ticket: Ticket, colleagues: Colleagues): Mention[] => {
  const { agents, teams } = colleagues;
  const errors: FieldError[] = [
    ...agentIds.flatMap((id, at) => (agents.has(id) ? [] : [{ path: `mentions.agentIds.${at}`, message: 'is not an agent' }])),
    ...teamIds.flatMap((id, at) => (teams.has(id) ? [] : [{ path: `mentions.teamIds.${at}`, message: 'is not a team' }])),
  ];
  const given: Mention[] = [...agentIds.map((id) => ({ type: 'agent', id }) as const), ...teamIds.map((id) => ({ type: 'team', id }) as const)];
  const all = new Map([...given, ...namedIn(text, colleagues)].map((one) => [`${one.type} ${one.id}`, one]));
  for (const { type, id } of all.values())
    if (type === 'agent' && agents.has(id) && !colleagues.maySee(id, ticket))
      errors.push({ path: 'mentions', message: `${agents.get(id)?.name ?? id} cannot see the ticket` });
  if (all.size > MOST_MENTIONS) errors.push({ path: 'mentions', message: `at most ${MOST_MENTIONS}` });
  if (errors.length > 0) throw new Problem('unprocessable', 'Somebody whom the note mentions cannot be notified.', { errors });
  return [...all.values()];
};
