import type { Node } from 'constructs';
import { allow } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';

/** What a deployment sends pushes by, besides Web Push: platform applications that the operator has made at Amazon SNS. */
interface MobilePush {
  readonly apns: string;
  readonly fcm: string;
  /** For push services; '': the address of the API. */
  readonly contact: string;
}

const APPLICATION = { apns: /^arn:[\w-]+:sns:[\w-]+:\d{12}:app\/APNS(_SANDBOX)?\/[\w.-]+$/, fcm: /^arn:[\w-]+:sns:[\w-]+:\d{12}:app\/GCM\/[\w.-]+$/ } as const;

/** `-c apnsApplication=…`, `-c fcmApplication=…`: ARNs; `-c pushContact=mailto:…`. @throws for what is none */
export function readMobilePush(node: Node): MobilePush {
  const [apns, fcm, contact] = ['apnsApplication', 'fcmApplication', 'pushContact'].map((name) => option(node, name) ?? '') as [string, string, string];
  if (apns !== '' && !APPLICATION.apns.test(apns)) throw new Error(`-c apnsApplication: ${apns} is no ARN of a platform application of APNs`);
  if (fcm !== '' && !APPLICATION.fcm.test(fcm)) throw new Error(`-c fcmApplication: ${fcm} is no ARN of a platform application of FCM`);
  if (contact !== '' && !/^(https:|mailto:)/.test(contact)) throw new Error(`-c pushContact: ${contact} must begin with https: or mailto:`);
  return { apns, fcm, contact };
}

/** `accept`: for the API, which refuses devices that the deployment cannot send to. `send`: with the rights. */
export function connectMobilePush(fn: ParleyFunction, use: 'accept' | 'send'): void {
  const { apns, fcm } = readMobilePush(fn.node);
  fn.addEnvironment('PUSH_APNS_APPLICATION_ARN', apns);
  fn.addEnvironment('PUSH_FCM_APPLICATION_ARN', fcm);
  const applications = [apns, fcm].filter((arn) => arn !== '');
  if (use === 'accept' || applications.length === 0) return;
  allow(fn, ['sns:CreatePlatformEndpoint'], applications);
  const endpoints = applications.map((arn) => `${arn.replace(':app/', ':endpoint/')}/*`);
  allow(fn, ['sns:Publish', 'sns:DeleteEndpoint'], endpoints, 'Each device has an endpoint of its own, made at its first push.');
}
