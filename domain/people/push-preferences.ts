import { Problem } from '../errors.ts';
import type { Item, Key, Table } from '../table/port.ts';

/** Hours without pushes, on the wall clock of a time zone, so that daylight saving is taken into account. */
export interface QuietHours {
  /** `HH:MM`. A `to` before `from` is on the next day. */
  readonly from: string;
  readonly to: string;
  /** IANA name. */
  readonly timeZone: string;
}

/** How a person wants to get pushes. */
export interface PushPreferences {
  readonly quietHours: QuietHours | null;
  /** Whether pushes contain the text of the message. By default they do not: they show on locked screens. */
  readonly pushText: boolean;
}

export type PushPreferencesChange = { readonly [Name in keyof PushPreferences]?: PushPreferences[Name] | undefined };

export const pushPreferencesKey = (tenantId: string, personId: string): Key => ({ pk: `T#${tenantId}#U#${personId}`, sk: 'PUSH' });

export const pushPreferencesOf = (item: Item | undefined): PushPreferences => ({
  quietHours: (item?.['quietHours'] as QuietHours | undefined) ?? null,
  pushText: item?.['pushText'] === true,
});

/** Changes the given members. @throws Problem unprocessable; TableUnavailable */
export const changePushPreferences = async (table: Table, tenantId: string, personId: string, change: PushPreferencesChange): Promise<void> => {
  const { quietHours, pushText } = change;
  if (quietHours && quietHours.from === quietHours.to) {
    const errors = [{ path: 'quietHours.to', message: 'must differ from quietHours.from' }];
    throw new Problem('unprocessable', 'The quiet hours have no length.', { errors });
  }
  const set = { ...(quietHours ? { quietHours } : {}), ...(pushText ? { pushText } : {}) };
  const remove = [...(quietHours === null ? ['quietHours'] : []), ...(pushText === false ? ['pushText'] : [])];
  if (Object.keys(set).length === 0 && remove.length === 0) return;
  await table.write({ op: 'update', key: pushPreferencesKey(tenantId, personId), set, remove });
};
