import { createHash } from 'node:crypto';
import type { Resource } from './template.ts';

/** The simulated account and Region of the laptop. */
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

const NAME_PROPERTY: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::MSK::Cluster': 'ClusterName',
  'AWS::MSK::ServerlessCluster': 'ClusterName',
};

/** The physical name of a resource: the requested one, or one derived from the logical id. */
export function physicalName(stack: string, id: string, resource: Resource, given: unknown): string {
  if (typeof given === 'string') return given;
  if (resource.Type === 'AWS::ApiGatewayV2::Api') return createHash('sha256').update(`${stack}/${id}`).digest('hex').slice(0, 10);
  const fifo = resource.Type === 'AWS::SQS::Queue' && resource.Properties?.['FifoQueue'] === true;
  const name = `${stack}-${id}${fifo ? '.fifo' : ''}`;
  return resource.Type === 'AWS::S3::Bucket' ? name.toLowerCase() : name;
}

export const nameProperty = (type: string): string | undefined => NAME_PROPERTY[type];

const arn = (service: string, rest: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

export function arnOf(type: string, name: string): string {
  switch (type) {
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${name}`);
    case 'AWS::SQS::Queue':
      return arn('sqs', name);
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return arn('dynamodb', `table/${name}`);
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${name}`;
    case 'AWS::SecretsManager::Secret':
      // Six characters follow the name on AWS; templates cut them off at the last dash.
      return arn('secretsmanager', `secret:${name}-laptop`);
    case 'AWS::MSK::Cluster':
    case 'AWS::MSK::ServerlessCluster':
      return arn('kafka', `cluster/${name}/laptop`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${ACCOUNT}:role/${name}`;
    default:
      return arn(type.split('::')[1]?.toLowerCase() ?? 'aws', name);
  }
}

export function refOf(type: string, name: string): string {
  switch (type) {
    case 'AWS::SQS::Queue':
      return `https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/${name}`;
    case 'AWS::SecretsManager::Secret':
    case 'AWS::MSK::Cluster':
    case 'AWS::MSK::ServerlessCluster':
      return arnOf(type, name);
    default:
      return name;
  }
}

export function attributeOf(type: string, name: string, attribute: string): string {
  if (attribute === 'Arn') return arnOf(type, name);
  if (attribute === 'StreamArn') return `${arnOf(type, name)}/stream/laptop`;
  if (attribute === 'QueueName') return name;
  if (attribute === 'QueueUrl') return refOf(type, name);
  if (attribute === 'ApiId') return name;
  if (attribute === 'ApiEndpoint') return `https://${name}.execute-api.${REGION}.amazonaws.com`;
  return `${name}.${attribute}`;
}
