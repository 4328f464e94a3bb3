import type { CfnElement, Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { acknowledge } from './acknowledge.ts';

/** Findings about the function of CDK that copies files at a deployment, each by its name. */
export function acknowledgeUploads(stack: Stack, bucket: Bucket, asset: Asset): void {
  const reason = 'A function of CDK, which only deployments run: it reads their files and writes the bucket of the console.';
  const name = stack.resolve(asset.s3BucketName) as string | { readonly 'Fn::Sub': string };
  const staging = (typeof name === 'string' ? name : name['Fn::Sub']).replace(/\$\{(AWS::\w+)\}/g, '<$1>');
  const partition = (stack.resolve(stack.partition) as unknown) === stack.partition ? stack.partition : '<AWS::Partition>';
  const files = stack.getLogicalId(bucket.node.defaultChild as CfnElement);
  const wildcards = [
    ...['GetBucket', 'GetObject', 'List', 'Abort', 'DeleteObject'].map((verb) => `Action::s3:${verb}*`),
    ...[`arn:${partition}:s3:::${staging}/*`, `<${files}.Arn>/*`].map((arn) => `Resource::${arn}`),
  ];
  for (const construct of stack.node.children.filter(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'))) {
    for (const what of wildcards) acknowledge(construct, `AwsSolutions-IAM5[${what}]`, reason);
    acknowledge(construct, 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]', reason);
    acknowledge(construct, 'AwsSolutions-L1', 'CDK chooses the runtime.');
  }
}
