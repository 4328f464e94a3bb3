import type { Clock, Context } from '../../context.ts';
import { notFound, Problem } from '../../errors.ts';
import { answerKey, bindKey } from '../../idempotency/parts.ts';
import { DEVICES_OF_PERSON } from '../../limits.ts';
import { type Device, type DeviceKind, deviceItem, deviceKey, deviceOwnerKey, presentDevice } from '../../people/devices/device.ts';
import { devicesOf, forgetDevice, type Owner } from '../../people/devices/forget-devices.ts';
import { sessionKey } from '../../people/person.ts';
import { standing } from '../../people/sessions/session.ts';
import { type Table, TableUnavailable, TransactionRefused, type Write } from '../../table/port.ts';
import { checkToken } from './token.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
  /** Why an address may not be called, or null. */
  readonly refusalOf: (url: string) => string | null;
  /** The kinds that the deployment can send to. */
  readonly kinds: ReadonlySet<DeviceKind>;
}

export interface RegisterDevice {
  readonly kind: DeviceKind;
  readonly token: string;
  readonly name?: string | undefined;
}

/** Attempts if a token is registered by several people at the same time. */
const ATTEMPTS = 5;

/** @throws Problem forbidden: an API key has no devices */
export const ownerOf = ({ tenantId, actor }: Pick<Context, 'tenantId' | 'actor'>): Owner => {
  if (actor.type !== 'agent' && actor.type !== 'user') throw new Problem('forbidden', 'Only people have devices.');
  return { tenantId, personId: actor.id };
};

const wrong = (path: string, message: string): Problem => new Problem('unprocessable', 'The device cannot be registered.', { errors: [{ path, message }] });

/** The devices that can get pushes; those of ended sessions are forgotten. @throws TableUnavailable */
export const liveDevices = async ({ table, clock }: Pick<Deps, 'table' | 'clock'>, owner: Owner): Promise<Device[]> => {
  const devices = await devicesOf(table, owner);
  const ids = [...new Set(devices.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId])))];
  if (ids.length === 0) return devices;
  const items = await table.get(
    ids.map((id) => sessionKey(owner.tenantId, owner.personId, id)),
    { consistent: true },
  );
  const live = new Set(ids.filter((_, index) => standing(items[index], clock())));
  const [kept, ended] = [true, false].map((is) => devices.filter(({ sessionId }) => (sessionId === null || live.has(sessionId)) === is));
  for (const { id, token } of ended ?? []) await forgetDevice(table, owner, id, token);
  return kept ?? [];
};

/**
 * Registers a device for pushes. The same token again is the same device with the new name and session; a token that somebody else of the tenant has
 * moves to the caller.
 * @throws Replayed; Problem forbidden (a key), unprocessable (a bad token, a kind that is not set up), conflict (too many); TableUnavailable
 */
export const registerDevice = async (deps: Deps, context: Context, sessionId: string | null, input: RegisterDevice): Promise<{ readonly id: string }> => {
  const owner = ownerOf(context);
  const { kind } = input;
  if (!deps.kinds.has(kind)) throw wrong('kind', `is not set up in this deployment; it accepts ${[...deps.kinds].join(', ')}`);
  const checked = checkToken(kind, input.token, deps.refusalOf);
  if ('path' in checked) throw wrong(checked.path, checked.message);
  await bindKey(deps.table, context);
  const others = (await liveDevices(deps, owner)).filter(({ id }) => id !== checked.id);
  if (others.length >= DEVICES_OF_PERSON) throw new Problem('conflict', `You have ${DEVICES_OF_PERSON} devices; delete one first.`);
  const createdAt = new Date(deps.clock()).toISOString();
  await store(deps.table, owner, { ...checked, kind, name: input.name ?? null, createdAt, sessionId, endpointArn: null });
  await answerKey(deps.table, context, { status: 201, body: { id: checked.id } });
  return { id: checked.id };
};

const store = async (table: Table, owner: Owner, device: Device): Promise<void> => {
  const { tenantId, personId } = owner;
  const key = deviceOwnerKey(tenantId, device.id);
  for (let left = ATTEMPTS; ; left -= 1) {
    const [row] = await table.get([key], { consistent: true });
    const before = row === undefined ? null : String(row['personId']);
    const writes: Write[] = [
      { op: 'put', item: deviceItem(tenantId, personId, device) },
      { op: 'put', item: { ...key, personId }, when: { equals: { personId: before } } },
      ...(before === null || before === personId ? [] : [{ op: 'delete', key: deviceKey(tenantId, before, device.id) } as const]),
    ];
    try {
      await table.transact(writes);
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
      if (left <= 1) throw new TableUnavailable(error);
    }
  }
};

/** The caller's devices, the oldest first. @throws Problem forbidden; TableUnavailable */
export const listDevices = async (deps: Pick<Deps, 'table' | 'clock'>, context: Context) => (await liveDevices(deps, ownerOf(context))).map(presentDevice);

/** @throws Problem forbidden, not_found; TableUnavailable */
export const deleteDevice = async ({ table }: Pick<Deps, 'table'>, context: Context, id: string): Promise<void> => {
  if (!(await forgetDevice(table, ownerOf(context), id))) throw notFound('device');
};
