import { beforeAll, describe, expect, test } from 'vitest';
import { type Json, list, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;
const ENTRY = 'functions/mail/handler.ts';

describe('mail at SES', () => {
  let plain: Synthesised;
  let sending: Synthesised;
  let receiving: Synthesised;
  beforeAll(async () => {
    plain = await synthesise({ profile: 'dev' });
    sending = await synthesise({ profile: 'dev', mailIdentities: 'shop.example' });
    receiving = await synthesise({ profile: 'prod', mailReceivingDomain: 'In.Shop.Example' }, true);
  }, SLOW);
  const rules = (app: Synthesised): readonly Json[] =>
    app
      .of('AWS::Events::Rule')
      .map(({ Properties }) => Properties)
      .filter((rule) => 'EventPattern' in rule);

  test('without options, only large mails of the poller start the function, and SES may store nothing', () => {
    for (const type of ['AWS::SES::ConfigurationSet', 'AWS::SES::ConfigurationSetEventDestination', 'AWS::SES::ReceiptRule'])
      expect(plain.of(type), type).toEqual([]);
    expect(rules(plain)).toEqual([]);
    expect(JSON.stringify(plain.of('AWS::S3::BucketPolicy'))).not.toContain('ses.amazonaws.com');
    expect(plain.fn(ENTRY).Properties['Environment']?.['Variables']).toMatchObject({ MAIL_RECEIVING_DOMAIN: '', MAIL_OBJECTS_PREFIX: 'mail-in/' });
  });

  test('the poller may store mails below their prefix and queue them, one at a time for the function; it reads and deletes no object', () => {
    const poller = plain.fn('functions/jobs/poller.ts');
    const statements = plain.statements(plain.roleOf(poller), poller.stack);
    const objects = statements.filter(({ Action }) => list(Action).some((action) => action.startsWith('s3:')));
    expect(objects.map(({ Action }) => list(Action))).toEqual([['s3:PutObject']]);
    expect(JSON.stringify(objects)).toContain('/mail-in/*');
    const queues = statements.filter(({ Action }) => list(Action).includes('sqs:SendMessage')).flatMap(({ Resource }) => list(Resource));
    expect(queues.map((queue) => /Mailbox|DeadLetters/.exec(JSON.stringify(queue))?.[0] ?? '').toSorted()).toEqual(['DeadLetters', 'Mailbox']);
    expect(plain.sources(ENTRY)).toMatchObject([{ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 5 } }]);
    expect(JSON.stringify(plain.of('AWS::S3::Bucket'))).toContain('"Prefix":"mail-in/"');
    const variables = poller.Properties['Environment']?.['Variables'];
    expect(Number(variables?.['POLL_CLAIM_SECONDS'])).toBeGreaterThan(Number(poller.Properties['Timeout']));
  });

  test('with identities, a configuration set of the deployment tells the function of its own mails, and suppresses addresses', () => {
    const [set] = sending.of('AWS::SES::ConfigurationSet');
    expect(set?.Properties).toMatchObject({ Name: 'parley-dev', SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] } });
    const [destination] = sending.of('AWS::SES::ConfigurationSetEventDestination');
    expect(destination?.Properties['EventDestination']).toMatchObject({ Enabled: true, MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'] });
    expect(rules(sending).map((rule) => rule['EventPattern'])).toEqual([
      {
        source: ['aws.ses'],
        'detail-type': ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
        detail: { mail: { tags: { 'ses:configuration-set': ['parley-dev'] } } },
      },
    ]);
    for (const sender of ['functions/senders/outbound.ts', 'functions/senders/actions.ts'])
      expect(text(sending.fn(sender).Properties['Environment']?.['Variables']?.['SES_CONFIGURATION_SET']), sender).toBe('parley-dev');
  });

  test.each([
    ['a set that is named is heard, and not made', { mailConfigurationSet: 'theirs' }, ['theirs']],
    ['another Region’s events do not come here', { mailRegion: 'eu-north-1' }, []],
  ])(
    '%s',
    async (_, more, heard) => {
      const app = await synthesise({ profile: 'dev', mailIdentities: 'shop.example', ...more } as Record<string, string>);
      expect(app.of('AWS::SES::ConfigurationSet')).toEqual([]);
      expect(rules(app).map((rule) => rule['EventPattern']?.['detail']?.['mail']?.['tags']?.['ses:configuration-set'])).toEqual(
        heard.length === 0 ? [] : [heard],
      );
    },
    SLOW,
  );

  test('a receiving domain stores mails below a prefix of their own, then starts the function, which may read only that', () => {
    const [rule] = receiving.of('AWS::SES::ReceiptRule');
    const { Recipients, Actions, ScanEnabled } = (rule?.Properties['Rule'] ?? {}) as Json;
    expect([Recipients, ScanEnabled]).toEqual([['in.shop.example'], true]);
    expect(list(Actions as unknown as Json[]).map((action) => Object.keys(action))).toEqual([['S3Action'], ['LambdaAction']]);
    expect(Actions).toMatchObject([{ S3Action: { ObjectKeyPrefix: 'mail-in/' } }, { LambdaAction: { InvocationType: 'Event' } }]);
    const policies = JSON.stringify(receiving.of('AWS::S3::BucketPolicy'));
    expect(policies).toContain('/mail-in/*');
    expect(policies).toContain('receipt-rule-set/parley-prod:receipt-rule/*');
    expect(JSON.stringify(receiving.of('AWS::S3::Bucket'))).toContain('"Prefix":"mail-in/"');
    const fn = receiving.fn(ENTRY);
    const reading = receiving.statements(receiving.roleOf(fn), fn.stack).filter(({ Action }) => list(Action).includes('s3:GetObject'));
    expect(reading).toHaveLength(1);
    expect(JSON.stringify(reading)).toContain('/mail-in/*');
  });

  test(
    'a value that is not a domain is rejected by name',
    async () => {
      await expect(synthesise({ profile: 'dev', mailReceivingDomain: 'shop' })).rejects.toThrow('-c mailReceivingDomain=shop: must be a domain');
    },
    SLOW,
  );
});
