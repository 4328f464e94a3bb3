import type { PushOutcome, SendPush } from '../../domain/push/gateway.ts';
import { type MobileApplications, mobileMessage } from './mobile.ts';

/** A push that the double has taken: what SNS would pass on. */
export interface TakenPush {
  readonly endpointArn: string;
  readonly message: string;
}

/** The newest first, at most 100, for tests in the same process. */
export const taken: TakenPush[] = [];
/** Tokens of apps that were removed. */
export const removed = new Set<string>();

/** Amazon SNS on a laptop: it takes pushes within the process and calls nobody. */
export function openMobilePush(applications: MobileApplications): SendPush {
  return async ({ device, notice, topic, ttlSeconds }): Promise<PushOutcome> => {
    const application = device.kind === 'apns' ? applications.apns : applications.fcm;
    if (device.endpointArn === null && application === '') return { outcome: 'refused', reason: `no application for ${device.kind}` };
    if (removed.has(device.token)) return { outcome: 'gone' };
    const endpointArn = device.endpointArn ?? `${application}/endpoint/${device.id}`;
    taken.unshift({ endpointArn, message: mobileMessage(notice, topic, ttlSeconds) });
    taken.length = Math.min(taken.length, 100);
    return { outcome: 'sent', ...(device.endpointArn === null ? { endpointArn } : {}) };
  };
}
