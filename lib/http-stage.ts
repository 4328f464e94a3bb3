import type { CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

/**
 * Access logs and throttling of an HTTP API's default stage. The logs have no query strings and no addresses of callers: links contain signatures, and logs
 * must not have personal data. `throttle`: requests a second.
 */
export function logAndThrottle(scope: Construct, http: HttpApi, profile: Profile, throttle: { readonly rate: number; readonly burst: number }): CfnStage {
  const logs = new LogGroup(scope, 'AccessLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) });
  const stage = http.defaultStage?.node.defaultChild as CfnStage;
  stage.accessLogSettings = {
    destinationArn: logs.logGroupArn,
    format: JSON.stringify({
      requestId: '$context.requestId',
      time: '$context.requestTimeEpoch',
      route: '$context.routeKey',
      status: '$context.status',
      latency: '$context.responseLatency',
      error: '$context.integrationErrorMessage',
    }),
  };
  stage.defaultRouteSettings = { throttlingRateLimit: throttle.rate, throttlingBurstLimit: throttle.burst };
  return stage;
}
