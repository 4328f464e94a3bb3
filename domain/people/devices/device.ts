import { createHash } from 'node:crypto';
import type { Item, Key } from '../../table/port.ts';

/** Where a push goes to: a browser, an Apple device, or an Android device. */
export const DEVICE_KINDS = ['webpush', 'apns', 'fcm'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** A browser or phone on which a person gets pushes. Nobody can read the token through the API: who has it can send pushes. */
export interface Device {
  /** Derived from kind and token, so that the same token is the same device. */
  readonly id: string;
  readonly kind: DeviceKind;
  /** `webpush`: the JSON of a subscription; otherwise the provider's token. */
  readonly token: string;
  readonly name: string | null;
  readonly createdAt: string;
  /** The session that registered it. The device ends with it. Null: it belongs to no session. */
  readonly sessionId: string | null;
  /** Mobile push: the endpoint at Amazon SNS, after the first push. */
  readonly endpointArn: string | null;
}

export const devicesPk = (tenantId: string, personId: string): string => `T#${tenantId}#U#${personId}`;
export const DEVICES = 'DV#';
export const deviceKey = (tenantId: string, personId: string, id: string): Key => ({ pk: devicesPk(tenantId, personId), sk: `${DEVICES}${id}` });
/** Who has a token now: a browser or a phone may pass from one person to another. */
export const deviceOwnerKey = (tenantId: string, id: string): Key => ({ pk: `T#${tenantId}#DT#${id}`, sk: 'OWNER' });

/** 132 bits. `address`: the part of the token that tells two devices apart. */
export const deviceId = (kind: DeviceKind, address: string): string => createHash('sha256').update(`${kind}\n${address}`).digest('base64url').slice(0, 22);

export const deviceItem = (tenantId: string, personId: string, { name, sessionId, endpointArn, ...device }: Device): Item => ({
  ...deviceKey(tenantId, personId, device.id),
  ...device,
  ...(name === null ? {} : { name }),
  ...(sessionId === null ? {} : { sessionId }),
  ...(endpointArn === null ? {} : { endpointArn }),
});

export const deviceOf = (item: Item): Device => ({
  id: String(item['id']),
  kind: item['kind'] as DeviceKind,
  token: String(item['token']),
  name: (item['name'] as string | undefined) ?? null,
  createdAt: String(item['createdAt']),
  sessionId: (item['sessionId'] as string | undefined) ?? null,
  endpointArn: (item['endpointArn'] as string | undefined) ?? null,
});

/** What the API shows of a device. */
export const presentDevice = ({ id, kind, name, createdAt }: Device) => ({ id, kind, name, createdAt });
