import { type DeviceKind, deviceId } from '../../people/devices/device.ts';
import { type NoSubscription, parseSubscription } from './subscription.ts';

/** A checked token, as it is stored. */
export interface CheckedToken {
  readonly id: string;
  readonly token: string;
}

/** Apple: hexadecimal, of variable length. https://developer.apple.com/documentation/uikit/uiapplicationdelegate/application(_:didregisterforremotenotificationswithdevicetoken:) (read 2026-11-30) */
const APNS = /^(?:[0-9a-fA-F]{2}){32,100}$/;
/** Firebase documents no format: https://firebase.google.com/docs/cloud-messaging/manage-tokens (read 2026-11-30). */
const FCM = /^[A-Za-z0-9_:.-]{20,1024}$/;

/** Reads the token of a device. `refusalOf`: why an address may not be called, or null. */
export const checkToken = (kind: DeviceKind, token: string, refusalOf: (url: string) => string | null): CheckedToken | NoSubscription => {
  if (kind === 'webpush') {
    const subscription = parseSubscription(token, refusalOf);
    // The same subscription with new keys is the same device.
    return 'path' in subscription ? subscription : { id: deviceId(kind, subscription.endpoint), token: JSON.stringify(subscription) };
  }
  if (!(kind === 'apns' ? APNS : FCM).test(token)) return { path: 'token', message: `must be a token of ${kind === 'apns' ? 'APNs, in hexadecimal' : 'FCM'}` };
  const stored = kind === 'apns' ? token.toLowerCase() : token;
  return { id: deviceId(kind, stored), token: stored };
};
