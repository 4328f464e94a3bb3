import { App, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { connectAccountMail, connectMail, connectMailChecks, connectMailIdentities } from '../../lib/mail-sending.ts';
import type { ParleyFunction } from '../../lib/parley-function.ts';

const EMULATOR = { endpoint: 'http://e', kafkaBrokers: '', searchEndpoint: '', providers: 'http://p' };

/** What a function that sends mail is told and allowed under these options. */
const connected = (context: Record<string, string>, emulator?: typeof EMULATOR, own = '') => {
  const stack = new Stack(new App({ context }), 'S', { env: { account: '123456789012', region: 'eu-west-1' } });
  const told: Record<string, string> = {};
  const allowed: unknown[] = [];
  const fn = Object.assign(new Construct(stack, 'Sender'), {
    addEnvironment: (variable: string, value: string) => void (told[variable] = value),
    addToRolePolicy: (statement: { toStatementJson(): unknown }) => void allowed.push(stack.resolve(statement.toStatementJson())),
  });
  if (own === 'accounts') connectAccountMail(fn as unknown as ParleyFunction, emulator);
  else if (own === 'checks') connectMailChecks(fn as unknown as ParleyFunction);
  else connectMail(fn as unknown as ParleyFunction, emulator, own);
  return { told, allowed: JSON.stringify(allowed).replaceAll(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},("[^"]*")\]\]\}/g, '$1') };
};

test('without identities no mail may be sent, except to the double of an emulator', () => {
  expect(connected({})).toEqual({ told: { MAIL_IDENTITIES: '', SES_REGION: '', SES_CONFIGURATION_SET: '' }, allowed: '[]' });
  expect(connected({}, EMULATOR).told['MAIL_IDENTITIES']).toBe('*');
});

test('mail may be sent from the named identities, and no others', () => {
  const { told, allowed } = connected({ mailIdentities: 'shop.example, help@other.example' });
  expect(told['MAIL_IDENTITIES']).toBe('shop.example,help@other.example');
  expect(JSON.parse(allowed)).toEqual([
    {
      Action: 'ses:SendEmail',
      Effect: 'Allow',
      Resource: [':ses:eu-west-1:123456789012:identity/shop.example', ':ses:eu-west-1:123456789012:identity/help@other.example'],
    },
  ]);
});

test('the identities may be read where origins are tested', () => {
  expect(connected({}, undefined, 'checks').allowed).toBe('[]');
  const { allowed } = connected({ mailIdentities: 'shop.example', mailRegion: 'eu-central-1' }, undefined, 'checks');
  expect(JSON.parse(allowed)).toEqual([{ Action: 'ses:GetEmailIdentity', Effect: 'Allow', Resource: ':ses:eu-central-1:123456789012:identity/shop.example' }]);
});

test('mails about accounts leave from one address of the deployment', () => {
  expect(connected({ mailFrom: 'no-reply@shop.example' }, undefined, 'accounts')).toEqual({ told: { MAIL_FROM: 'no-reply@shop.example' }, allowed: '[]' });
  expect(connected({}, undefined, 'accounts').told).toEqual({ MAIL_FROM: '' });
});

test('another Region and a configuration set are named in the right', () => {
  const { told, allowed } = connected({ mailIdentities: '*', mailRegion: 'eu-central-1', mailConfigurationSet: 'parley' });
  expect(told).toEqual({ MAIL_IDENTITIES: '*', SES_REGION: 'eu-central-1', SES_CONFIGURATION_SET: 'parley' });
  expect(allowed).toContain(':ses:eu-central-1:123456789012:identity/*');
  expect(allowed).toContain(':ses:eu-central-1:123456789012:configuration-set/parley');
});

test('the configuration set of the deployment is used unless another one is named', () => {
  const own = connected({ mailIdentities: '*' }, undefined, 'parley-prod');
  expect(own.told['SES_CONFIGURATION_SET']).toBe('parley-prod');
  expect(own.allowed).toContain(':ses:eu-west-1:123456789012:configuration-set/parley-prod');
  expect(connected({ mailIdentities: '*', mailConfigurationSet: 'theirs' }, undefined, 'parley-prod').told['SES_CONFIGURATION_SET']).toBe('theirs');
});

test('the API knows from where mail may leave, also when it is from nowhere', () => {
  const told = (context: Record<string, string>, emulator?: typeof EMULATOR): Record<string, string> => {
    const variables: Record<string, string> = {};
    const fn = Object.assign(new Construct(new Stack(new App({ context }), 'S'), 'Api'), {
      addEnvironment: (name: string, value: string) => void (variables[name] = value),
    });
    connectMailIdentities(fn as unknown as ParleyFunction, emulator);
    return variables;
  };
  expect(told({})).toEqual({ MAIL_IDENTITIES: 'none', MAIL_FROM: '' });
  expect(told({ mailIdentities: 'shop.example' })).toEqual({ MAIL_IDENTITIES: 'shop.example', MAIL_FROM: '' });
  expect(told({}, EMULATOR)).toEqual({ MAIL_IDENTITIES: '*', MAIL_FROM: 'no-reply@parley.example' });
  expect(told({ mailIdentities: 'shop.example', mailFrom: 'no-reply@shop.example' }, EMULATOR)['MAIL_FROM']).toBe('no-reply@shop.example');
  for (const wrong of ['shop.example', 'a b@c.example']) expect(() => told({ mailFrom: wrong }), wrong).toThrow(`-c mailFrom=${wrong}: is no address`);
});

test('a value that is neither a domain nor an address is rejected by name', () => {
  for (const wrong of ['shop', 'a b@c.example', '@c.example', '*.shop.example', 'arn:aws:ses'])
    expect(() => connected({ mailIdentities: `ok.example,${wrong}` }), wrong).toThrow(`${wrong} is neither a domain nor an address`);
});
