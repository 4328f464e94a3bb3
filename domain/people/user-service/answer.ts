// zod/mini, because only operators see these errors.
import * as z from 'zod/mini';
import { NAME } from '../../limits.ts';
import { readJsonAnswer } from '../../services/json-answer.ts';
import { isWellFormed } from '../../text/well-formed.ts';
import type { AgentRole } from '../agents/agent.ts';
import { foldEmail } from '../person.ts';

/** Maximum bytes of an answer: 10,000 agents. */
export const ANSWER_BYTES = 8_000_000;

export interface GivenAgent {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: AgentRole;
  readonly teamIds: readonly string[];
}
export interface GivenTeam {
  readonly id: string;
  readonly name: string;
}

/** An entry that the hub skips, and why. `id`: null if it has none. */
export interface Skipped {
  readonly kind: 'agent' | 'team';
  readonly id: string | null;
  readonly reason: string;
}

export interface GivenPeople {
  /** Null: missing in the answer; the hub keeps its own. */
  readonly agents: readonly GivenAgent[] | null;
  readonly teams: readonly GivenTeam[] | null;
  /** All ids in the answer, including those of invalid entries, so that an invalid entry deletes nobody. */
  readonly named: { readonly agents: ReadonlySet<string>; readonly teams: ReadonlySet<string> };
  readonly skipped: readonly Skipped[];
}

export type ReadPeople = ({ readonly ok: true } & GivenPeople) | { readonly ok: false; readonly reason: string };

/** Ids are part of keys and of paths, where `me` and `none` have other meanings. */
const ID = /^(?!(?:me|none)$)[^\s#/\\?%,\p{C}]{1,100}$/u;
const id = z.string().check(z.regex(ID));
const name = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(NAME),
  z.refine((given) => isWellFormed(given) && !given.includes('\u0000'), 'is not storable text'),
);
const email = z.email().check(z.maxLength(254));
/** Members that are not named here are dropped: a service may send more than this release knows. */
export const agentShape = z.object({ id, name, email, role: z.enum(['admin', 'supervisor', 'agent']), teamIds: z.array(id).check(z.maxLength(40)) });
export const teamShape = z.object({ id, name });

/** Reads the service's answer, each entry by itself: an invalid one is skipped and reported. Never throws. */
export const readPeople = (body: string): ReadPeople => {
  const said = readJsonAnswer(body, ANSWER_BYTES);
  if (!said.ok) return said;
  const { json } = said;
  const given = (typeof json === 'object' ? json : null) as Readonly<Record<string, unknown>> | null;
  const lists = { agents: given?.['agents'], teams: given?.['teams'] };
  if (!Array.isArray(lists.agents) && !Array.isArray(lists.teams)) return { ok: false, reason: 'the answer has neither agents nor teams' };
  const teams = readList('team', lists.teams, teamShape, () => null);
  const addresses = new Set<string>();
  const agents = readList('agent', lists.agents, agentShape, (agent) => {
    const address = foldEmail(agent.email);
    if (addresses.has(address)) return 'email (another entry has it)';
    addresses.add(address);
    return null;
  });
  return {
    ok: true,
    agents: agents.entries,
    teams: teams.entries,
    named: { agents: agents.named, teams: teams.named },
    skipped: [...teams.skipped, ...agents.skipped],
  };
};

interface ReadList<T> {
  readonly entries: readonly T[] | null;
  readonly named: ReadonlySet<string>;
  readonly skipped: readonly Skipped[];
}

const readList = <T extends { readonly id: string }>(
  kind: Skipped['kind'],
  list: unknown,
  shape: z.ZodMiniType<T>,
  fault: (entry: T) => string | null,
): ReadList<T> => {
  if (!Array.isArray(list)) return { entries: null, named: new Set(), skipped: [{ kind, id: null, reason: `${kind}s is not a list` }] };
  const entries = new Map<string, T>();
  const named = new Set<string>();
  const skipped: Skipped[] = [];
  for (const given of list as readonly unknown[]) {
    const read = shape.safeParse(given);
    const own = idOf(given);
    if (own !== null) named.add(own);
    const reason = read.success ? (entries.has(read.data.id) ? 'id (another entry has it)' : fault(read.data)) : reasonOf(read.error.issues[0]);
    if (read.success && reason === null) entries.set(read.data.id, read.data);
    else skipped.push({ kind, id: own, reason: String(reason) });
  }
  return { entries: [...entries.values()], named, skipped };
};

const idOf = (given: unknown): string | null => {
  const own = typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
  return typeof own === 'string' && ID.test(own) ? own : null;
};

const reasonOf = (issue: { readonly path: readonly PropertyKey[]; readonly code?: string } | undefined): string =>
  `${issue?.path.map(String).join('.') || 'the whole'} (${issue?.code ?? 'invalid'})`;
