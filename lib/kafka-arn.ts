import { Fn, type Stack } from 'aws-cdk-lib';

/** `arn:…:topic/{cluster}/{uuid}/{name}` of a cluster: the ARN in IAM of a topic or group in it. */
export function kafkaArn(stack: Stack, clusterArn: string, kind: 'topic' | 'group', name: string): string {
  const path = Fn.select(1, Fn.split(':cluster/', clusterArn));
  return `arn:${stack.partition}:kafka:${stack.region}:${stack.account}:${kind}/${path}/${name}`;
}
