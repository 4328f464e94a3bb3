import { expect, test } from 'vitest';
import { arnOf, attributeOf, refOf } from '../../../local/assembly/identity.ts';
import { Resolver } from '../../../local/assembly/resolve.ts';
import type { Stack, Template } from '../../../local/assembly/template.ts';

const resolve = (value: unknown, template: Template = {}): unknown => {
  const stack: Stack = { name: 's', template };
  return new Resolver([stack]).value(stack, value);
};
const resources: Template = {
  Resources: { Bucket: { Type: 'AWS::S3::Bucket' }, Role: { Type: 'AWS::IAM::Role' }, Thing: { Type: 'AWS::Logs::LogGroup' } },
  Parameters: { Size: { Default: '5' }, Bare: {} },
  Mappings: { Sizes: { small: { cpu: 1 } } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [{ Ref: 'Size' }, '5'] }] },
    Either: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
    Alias: { Condition: 'Yes' },
  },
};

test.each([
  [{ Ref: 'AWS::Region' }, 'us-east-1'],
  [{ Ref: 'AWS::StackName' }, 's'],
  [{ Ref: 'AWS::StackId' }, 'arn:aws:cloudformation:us-east-1:000000000000:stack/s/laptop'],
  [{ Ref: 'Size' }, '5'],
  [{ Ref: 'Bare' }, ''],
  [{ Ref: 'Bucket' }, 's-bucket'],
  [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'arn:aws:s3:::s-bucket'],
  [{ 'Fn::GetAtt': 'Role.Arn' }, 'arn:aws:iam::000000000000:role/s-Role'],
  [{ 'Fn::GetAtt': ['Thing', 'Arn'] }, 'arn:aws:logs:us-east-1:000000000000:s-Thing'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Size' }]] }, 'a-5'],
  [{ 'Fn::Sub': 'x ${Size} ${!Literal} ${Bucket.Arn}' }, 'x 5 ${Literal} arn:aws:s3:::s-bucket'],
  [{ 'Fn::Sub': ['${A}${Size}', { A: { Ref: 'Size' } }] }, '55'],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
  [{ 'Fn::If': ['Yes', 1, 2] }, 1],
  [{ 'Fn::If': ['No', 1, 2] }, 2],
  [{ 'Fn::If': ['Both', 1, 2] }, 1],
  [{ 'Fn::If': ['Either', 1, 2] }, 1],
  [{ 'Fn::If': ['Alias', 1, 2] }, 1],
  [{ a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: [{ Ref: 'AWS::NoValue' }] }, { b: [] }],
  [{ 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] }, 1],
  [{ 'Fn::Base64': 'hi' }, 'aGk='],
  [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'us-east-1a'],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
  [
    { Version: 1, Nested: [{ Ref: 'Size' }, null, true] },
    { Version: 1, Nested: ['5', null, true] },
  ],
])('%j', (value, expected) => {
  expect(resolve(value, resources)).toEqual(expected);
});

test.each([
  [{ Ref: 'Missing' }, /no resource Missing/],
  [{ 'Fn::ImportValue': 'nobody:exports' }, /exports nobody:exports/],
  [{ 'Fn::GetStackOutput': { StackName: 'x', OutputName: 'y' } }, /no output y/],
  [{ 'Fn::Transform': {} }, /Fn::Transform is not known/],
])('%j cannot be answered, and says so', (value, message) => {
  expect(() => resolve(value)).toThrow(message);
});

test('a resource whose condition does not hold is not there', () => {
  const stack: Stack = {
    name: 's',
    template: { ...resources, Resources: { A: { Type: 'X::Y::Z', Condition: 'No' }, B: { Type: 'X::Y::Z', Condition: 'Yes' } } },
  };
  expect(new Resolver([stack]).find('X::Y::Z').map(({ id }) => id)).toEqual(['B']);
});

test('identities look like AWS’s', () => {
  expect(refOf('AWS::SQS::Queue', 'q')).toBe('https://sqs.us-east-1.amazonaws.com/000000000000/q');
  expect(refOf('AWS::MSK::ServerlessCluster', 'm')).toBe('arn:aws:kafka:us-east-1:000000000000:cluster/m/laptop');
  expect(arnOf('AWS::DynamoDB::GlobalTable', 't')).toBe('arn:aws:dynamodb:us-east-1:000000000000:table/t');
  expect(attributeOf('AWS::SQS::Queue', 'q', 'QueueName')).toBe('q');
  expect(attributeOf('AWS::SQS::Queue', 'q', 'QueueUrl')).toMatch(/\/q$/);
  expect(attributeOf('AWS::ApiGatewayV2::Api', 'abc', 'ApiId')).toBe('abc');
  expect(attributeOf('AWS::OpenSearchService::Domain', 'd', 'DomainEndpoint')).toBe('d.DomainEndpoint');
});
