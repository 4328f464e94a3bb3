import { type AvailabilitySetting, availabilities } from '../availability/availability.ts';
import type { ChannelName } from '../origins/channels.ts';
import { originOf, type ReceivesOnly } from '../origins/origin.ts';
import type { DirectorySet } from '../policy/configuration.ts';
import type { Connection } from '../realtime/connection.ts';
import { liveConnections } from '../realtime/roster.ts';
import type { Table } from '../table/port.ts';

/** The names that an agent's screen shows. Contains no secrets, and nothing personal except names: no addresses, accounts or credentials. */
export interface Directory {
  readonly agents: readonly { readonly id: string; readonly name: string; readonly teamIds: readonly string[]; readonly availability: Availability }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly origins: readonly DirectoryOrigin[];
}

/** `online` with an open connection, unless the agent's setting is `away` or `out_of_office`. */
export type Availability = AvailabilitySetting['availability'] | 'offline';
/** Why a reply cannot be sent to an origin. */
export type NoReply = 'disabled' | 'receive_only' | 'channel_cannot_send';

interface DirectoryOrigin {
  readonly id: string;
  readonly channel: ChannelName;
  readonly name: string;
  readonly state: 'enabled' | 'disabled';
  readonly canReply: boolean;
  /** A credential for sending is missing. */
  readonly receiveOnly: boolean;
  readonly cannotReplyBecause: NoReply | null;
}

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
  /** Whether a channel can send replies at all. */
  readonly canSend: (channel: ChannelName) => boolean;
  readonly receivesOnly?: ReceivesOnly;
}

const byName = (a: { readonly name: string; readonly id: string }, b: { readonly name: string; readonly id: string }): number =>
  a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

/** Agents, teams and origins of a tenant, each list sorted by name. Online: has an open connection now. @throws TableUnavailable */
export const readDirectory = async (
  { table, clock, canSend, receivesOnly = () => false }: Deps,
  tenantId: string,
  directory: DirectorySet,
): Promise<Directory> => {
  const [connections, said] = await Promise.all([liveConnections(table, tenantId, clock()), availabilities(table, tenantId, clock())]);
  const online = new Set(connections.flatMap(personOf));
  const availabilityOf = (id: string): Availability => {
    const own = said.get(id)?.availability ?? 'online';
    return own === 'online' && !online.has(id) ? 'offline' : own;
  };
  const agents = [...directory.agents.values()].map(({ id, name, teamIds }) => ({
    id,
    name,
    teamIds,
    availability: availabilityOf(id),
  }));
  const teams = [...directory.teams.values()].map(({ id, name }) => ({ id, name }));
  const origins = [...directory.origins.values()].map(({ item }): DirectoryOrigin => {
    const { id, channel, name, state, missing, accountId } = originOf(item);
    const receiveOnly = missing.length > 0 || receivesOnly({ channel, accountId });
    const reason = state === 'disabled' ? 'disabled' : receiveOnly ? 'receive_only' : canSend(channel) ? null : 'channel_cannot_send';
    return { id, channel, name, state, canReply: reason === null, receiveOnly, cannotReplyBecause: reason };
  });
  return { agents: agents.sort(byName), teams: teams.sort(byName), origins: origins.sort(byName) };
};

/** Undefined for an API key's connection. */
const personOf = ({ principal, personId }: Connection): string[] => (principal === 'agent' ? [personId] : []);
