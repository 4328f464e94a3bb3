import * as z from 'zod';
import { DEVICE_TOKEN, DEVICES_OF_PERSON } from '../../../domain/limits.ts';
import { DEVICE_KINDS, type DeviceKind } from '../../../domain/people/devices/device.ts';
import { deleteDevice, listDevices, registerDevice } from '../../../domain/push/devices/register-device.ts';
import { callable } from '../callable.ts';
import type { ApiDeps } from '../deps.ts';
import { name, time } from '../fields.ts';
import { defineRoute } from '../route.ts';

const kind = z.enum(DEVICE_KINDS);
const device = z.strictObject({ id: z.string(), kind, name: z.string().nullable(), createdAt: time }).meta({ id: 'Device' });
const roles = ['admin', 'supervisor', 'agent', 'user'] as const;

/** Browsers need no account of the operator; mobile push needs the applications that the operator has made at Amazon SNS. */
const kindsOf = ({ settings }: ApiDeps): DeviceKind[] => DEVICE_KINDS.filter((one) => one === 'webpush' || settings.mobilePush[one]);

export const deviceRoutes = [
  defineRoute({
    method: 'GET',
    path: '/v1/devices',
    roles,
    summary: 'List your devices',
    description:
      'The devices that get your pushes, and what you need to register one: the kinds that the deployment accepts, and the key with which a browser subscribes (`applicationServerKey`).',
    answers: {
      200: z.strictObject({ items: z.array(device), nextCursor: z.null(), kinds: z.array(kind), webPushKey: z.string() }).meta({ id: 'Devices' }),
    },
    handle: async ({ deps, context }) => {
      const [items, { vapidKey }, { vapidKeys }] = await Promise.all([listDevices(deps, context), deps.keys(), import('../../../adapters/push/vapid-keys.ts')]);
      return { status: 200, body: { items, nextCursor: null, kinds: kindsOf(deps), webPushKey: vapidKeys(vapidKey).publicKey } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/v1/devices',
    roles,
    summary: 'Register a device for pushes',
    description: `When you are away and something comes in a group or a direct, each of your devices gets one push for the conversation. The same token again is the same device. A device that registered in a session ends with the session. You can have ${DEVICES_OF_PERSON}.`,
    body: z
      .strictObject({
        kind,
        token: z.string().min(1).max(DEVICE_TOKEN).meta({ description: '`webpush`: the JSON of the PushSubscription. Otherwise the token of APNs or FCM.' }),
        name: name.optional(),
      })
      .meta({ id: 'DeviceDraft' }),
    answers: { 201: z.strictObject({ id: z.string() }).meta({ id: 'NewDevice' }) },
    handle: async ({ deps, context, body, session }) => ({
      status: 201,
      body: await registerDevice({ ...deps, refusalOf: callable(deps), kinds: new Set(kindsOf(deps)) }, context, session?.id ?? null, body),
    }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/v1/devices/{id}',
    roles,
    summary: 'Remove a device',
    description: 'It gets no more pushes.',
    answers: { 204: null },
    handle: async ({ deps, context, params }) => {
      await deleteDevice(deps, context, params.id);
      return { status: 204 };
    },
  }),
];
