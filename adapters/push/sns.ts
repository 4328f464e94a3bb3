import { CreatePlatformEndpointCommand, DeleteEndpointCommand, PublishCommand, SNSClient, SNSServiceException } from '@aws-sdk/client-sns';
import type { Push, PushOutcome, SendPush } from '../../domain/push/gateway.ts';
import { answeringWithin } from '../aws/answering-within.ts';
import { type MobileApplications, mobileMessage } from './mobile.ts';

/** The device takes no more pushes, or its endpoint is gone. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html (read 2026-11-30) */
const GONE = new Set(['EndpointDisabledException', 'EndpointDisabled', 'NotFoundException', 'NotFound']);
const TOPIC = 'AWS.SNS.MOBILE.APNS.COLLAPSE_ID';
const TTL = ['AWS.SNS.MOBILE.APNS.TTL', 'AWS.SNS.MOBILE.APNS_SANDBOX.TTL', 'AWS.SNS.MOBILE.FCM.TTL'];

const outcomeOf = (error: unknown): PushOutcome => {
  if (!(error instanceof SNSServiceException)) return { outcome: 'later', reason: 'no answer' };
  if (GONE.has(error.name)) return { outcome: 'gone' };
  const status = error.$metadata.httpStatusCode ?? 0;
  return status >= 500 || status === 429 || error.$retryable || /throttl/i.test(error.name)
    ? { outcome: 'later', reason: error.name }
    : { outcome: 'refused', reason: error.name };
};

/** APNs and FCM by Amazon SNS. A device has an endpoint there, made at its first push: the API cannot reach SNS. */
export function openMobilePush(applications: MobileApplications): SendPush {
  const client = new SNSClient({ maxAttempts: 2, requestHandler: answeringWithin(5_000) });
  const endpointOf = async ({ device }: Push): Promise<string | undefined> => {
    if (device.endpointArn !== null) return device.endpointArn;
    const application = device.kind === 'apns' ? applications.apns : applications.fcm;
    if (application === '') return undefined;
    const { EndpointArn } = await client.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token: device.token }));
    return EndpointArn;
  };
  return async (push) => {
    let endpoint: string | undefined;
    try {
      endpoint = await endpointOf(push);
      if (endpoint === undefined) return { outcome: 'refused', reason: `no application for ${push.device.kind}` };
      const text = (value: string) => ({ DataType: 'String', StringValue: value });
      await client.send(
        new PublishCommand({
          TargetArn: endpoint,
          MessageStructure: 'json',
          Message: mobileMessage(push.notice, push.topic, push.ttlSeconds),
          MessageAttributes: { [TOPIC]: text(push.topic), ...Object.fromEntries(TTL.map((name) => [name, text(String(push.ttlSeconds))])) },
        }),
      );
      return { outcome: 'sent', ...(push.device.endpointArn === null ? { endpointArn: endpoint } : {}) };
    } catch (error) {
      const outcome = outcomeOf(error);
      // A disabled endpoint is of no more use. That it stays if this fails costs nothing.
      if (outcome.outcome === 'gone' && endpoint !== undefined) await client.send(new DeleteEndpointCommand({ EndpointArn: endpoint })).catch(() => undefined);
      return outcome;
    }
  };
}
