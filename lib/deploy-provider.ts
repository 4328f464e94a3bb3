import { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

/** Lets CloudFormation call a function through CDK's provider framework: an error that the function throws fails the deployment and is shown as the reason. */
export function deployProvider(scope: Construct, profile: Profile, handler: ParleyFunction): Provider {
  const stack = Stack.of(scope);
  const provider = new Provider(scope, 'Provider', {
    onEventHandler: handler,
    logGroup: new LogGroup(scope, 'ProviderLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) }),
  });
  const anyVersion = `${flattenCfnReference(stack.resolve(handler.functionArn))}:*`;
  acknowledge(provider, `AwsSolutions-IAM5[Resource::${anyVersion}]`, "CDK's provider may call any version of this one function.");
  acknowledge(
    provider,
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    'CDK attaches it to its own custom-resource functions; Parley does not use it.',
  );
  return provider;
}
