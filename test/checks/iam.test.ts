import { describe, expect, test } from 'vitest';
import { iamText } from '../../scripts/checks/iam/text.ts';
import { changedLines } from '../../scripts/checks/lines.ts';
import type { Resource, Template } from '../../scripts/checks/templates.ts';

const template = (part: string, resources: Template['resources'], outputs: Template['outputs'] = {}): Template => ({
  stack: `parley-dev-${part}`,
  file: `${part}.json`,
  resources,
  outputs,
});
const data = template(
  'data',
  { TableCD117FA1: { Type: 'AWS::DynamoDB::Table' } },
  { Out: { Value: { 'Fn::GetAtt': ['TableCD117FA1', 'Arn'] }, Export: { Name: 'data:table' } } },
);
const role: Resource = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }] },
  },
};
const policy = (statements: readonly object[]): Resource => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyDocument: { Statement: statements }, Roles: [{ Ref: 'ApiRole1873F438' }] },
});
const fn: Resource = {
  Type: 'AWS::Lambda::Function',
  Properties: { Role: { 'Fn::GetAtt': ['ApiRole1873F438', 'Arn'] } },
  Metadata: { 'parley:entry': 'functions/api/handler.ts' },
};
const table = { 'Fn::ImportValue': 'data:table' };
const textWith = (statements: readonly object[], more: Template['resources'] = {}): string =>
  iamText([data, template('api', { ApiF70053CD: fn, ApiRole1873F438: role, Policy: policy(statements), ...more })], 'T');

describe('who may do what', () => {
  test('is said by function, resource and action, in names that people know', () => {
    const text = textWith([
      { Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:GetItem'], Resource: table },
      { Effect: 'Allow', Action: 'dynamodb:Query', Resource: [{ 'Fn::Join': ['', [table, '/index/byOwner']] }] },
      {
        Effect: 'Deny',
        Action: 'ec2:*',
        Resource: '*',
        Condition: { ArnLike: { 'lambda:SourceFunctionArn': { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'lambda']] } } },
      },
    ]);
    expect(text).toContain(`functions/api/handler.ts · api.ApiRole
  allow on {data.Table}
    dynamodb:GetItem
    dynamodb:Query
  allow on {data.Table}/index/byOwner
    dynamodb:Query
  allow to Service lambda.amazonaws.com
    sts:AssumeRole
  deny on * when lambda:SourceFunctionArn ArnLike arn:{partition}:lambda
    ec2:*
`);
  });

  test('an action more on a resource is one line more', () => {
    const before = textWith([{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: table }]);
    const after = textWith([{ Effect: 'Allow', Action: ['dynamodb:Query', 'dynamodb:Scan'], Resource: table }]);
    expect(changedLines(before, after)).toEqual(['+ functions/api/handler.ts · api.ApiRole › allow on {data.Table} › dynamodb:Scan']);
    expect(changedLines(after, before)).toEqual(['- functions/api/handler.ts · api.ApiRole › allow on {data.Table} › dynamodb:Scan']);
    expect(changedLines(after, after)).toEqual([]);
  });

  test('does not depend on the order of resources, statements or actions', () => {
    const one = { Effect: 'Allow', Action: ['a:A', 'b:B'], Resource: table };
    const other = { Effect: 'Allow', Action: ['c:C'], Resource: '*' };
    expect(textWith([one, other])).toBe(textWith([other, { ...one, Action: ['b:B', 'a:A', 'a:A'] }]));
  });

  test('policies of resources, invocations, managed policies and whatever is exempted stand there too', () => {
    const text = textWith([{ Effect: 'Allow', NotAction: ['iam:*'], NotResource: table }], {
      Queue12345678: { Type: 'AWS::SQS::Queue' },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          PolicyDocument: {
            Statement: [
              { Effect: 'Deny', Action: 'sqs:*', Principal: { AWS: '*' }, Resource: { 'Fn::GetAtt': ['Queue12345678', 'Arn'] } },
              { Effect: 'Allow', Action: 'sqs:SendMessage', Principal: '*', Resource: { 'Fn::Select': [1, { 'Fn::Split': [':', table] }] } },
            ],
          },
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Action: 'lambda:InvokeFunction', FunctionName: { 'Fn::GetAtt': ['ApiF70053CD', 'Arn'] }, Principal: 's3.amazonaws.com', SourceArn: '*' },
      },
      Other87654321: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/Wide'] } },
    });
    expect(text).toContain('  allow on all but {data.Table}\n    all but iam:*');
    expect(text).toContain(
      'api.QueuePolicy (AWS::SQS::QueuePolicy)\n  allow to * on split({data.Table}, ":")[1]\n    sqs:SendMessage\n  deny to AWS * on {api.Queue}',
    );
    expect(text).toContain('{api.Api}\n  allow to s3.amazonaws.com from *\n    lambda:InvokeFunction');
    expect(text).toContain('api.Other\n  managed policy "arn:aws:iam::aws:policy/Wide"');
  });

  test('a reference that leads nowhere is said as it stands', () => {
    expect(textWith([{ Effect: 'Allow', Action: 'a:A', Resource: { 'Fn::ImportValue': 'elsewhere' } }])).toContain('{import "elsewhere"}');
    expect(textWith([{ Effect: 'Allow', Action: 'a:A', Resource: { 'Fn::Sub': 'x' } }])).toContain('{"Fn::Sub":"x"}');
  });
});
