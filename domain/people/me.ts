import { availabilityKey, present, settingOf } from '../availability/availability.ts';
import { tenantKey } from '../configuration/keys.ts';
import type { Clock, Context } from '../context.ts';
import { notFound } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { tenantOf } from '../tenants/tenant.ts';
import { type Person, personOf, presentPerson, profileKey } from './person.ts';
import { pushPreferencesKey, pushPreferencesOf } from './push-preferences.ts';

/** The caller: a person, or an API key with its name and role. @throws Problem not_found, TableUnavailable */
export async function getMe(deps: { readonly table: Table; readonly clock: Clock }, context: Context) {
  const { tenantId, actor } = context;
  if (actor.type === 'rule' || actor.type === 'event' || actor.type === 'system') throw notFound('person');
  const own = actor.type === 'key' ? [] : [pushPreferencesKey(tenantId, actor.id), ...(actor.type === 'agent' ? [availabilityKey(tenantId, actor.id)] : [])];
  const keys = [tenantKey(tenantId), profileKey(tenantId, actor.id), ...own];
  const [tenantItem, profile, preferences, said] = await deps.table.get(keys, { consistent: true });
  if (!tenantItem) throw notFound('tenant');
  const { id, slug, name } = tenantOf(tenantItem);
  const tenant = { id, slug, name };
  if (actor.type === 'key') {
    return {
      type: actor.type,
      tenant,
      id: actor.id,
      name: actor.name,
      role: actor.role,
      teamIds: actor.teamIds,
      email: null,
      mobileNumber: null,
      createdAt: null,
      availability: null,
      quietHours: null,
      pushText: false,
    };
  }
  if (!profile) throw notFound('person');
  const person: Person = personOf(profile);
  const pushes = pushPreferencesOf(preferences);
  return {
    type: actor.type,
    tenant,
    ...presentPerson(person),
    ...pushes,
    availability: actor.type === 'agent' ? present(settingOf(said), deps.clock()) : null,
  };
}
