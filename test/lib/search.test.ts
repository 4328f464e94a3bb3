import { beforeAll, describe, expect, test } from 'vitest';
import { items, list, type Resource, type Synthesised, synthesise, text } from './synthesised.ts';

const SLOW = 180_000;

describe.each(['dev', 'prod'] as const)('%s', (profile) => {
  let app: Synthesised;
  beforeAll(async () => {
    app = await synthesise({ profile });
  }, SLOW);
  const domain = (): Resource => app.of('AWS::OpenSearchService::Domain')[0] as Resource;
  const accesses = () => app.of('Custom::SearchAccess').map(({ Properties }) => [text(Properties['Name']), text(Properties['Access'])] as const);

  test('search stands in the network, is encrypted everywhere and takes TLS 1.2 only', () => {
    expect(domain().Properties).toMatchObject({
      EngineVersion: 'OpenSearch_2.19',
      DomainEndpointOptions: { EnforceHTTPS: true, TLSSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      NodeToNodeEncryptionOptions: { Enabled: true },
      EncryptionAtRestOptions: { Enabled: true, ...(profile === 'prod' ? { KmsKeyId: expect.anything() } : {}) },
    });
    expect(items(domain().Properties['VPCOptions']?.['SubnetIds'])).toHaveLength(profile === 'prod' ? 3 : 1);
    expect(domain().Properties['AccessPolicies']).toBeUndefined();
  });

  test('one small node in dev; three zones with managers of their own in prod', () => {
    expect(domain().Properties['ClusterConfig']).toMatchObject(
      profile === 'prod'
        ? {
            InstanceCount: 3,
            InstanceType: 'm7g.large.search',
            DedicatedMasterEnabled: true,
            DedicatedMasterCount: 3,
            ZoneAwarenessEnabled: true,
            ZoneAwarenessConfig: { AvailabilityZoneCount: 3 },
          }
        : { InstanceCount: 1, InstanceType: 't3.small.search', DedicatedMasterEnabled: false, ZoneAwarenessEnabled: false },
    );
  });

  test("its master is the deployment's function and no user with a password", () => {
    const security = domain().Properties['AdvancedSecurityOptions'];
    expect(security).toMatchObject({ Enabled: true, InternalUserDatabaseEnabled: false });
    expect(Object.keys(security?.['MasterUserOptions'] ?? {})).toEqual(['MasterUserARN']);
    const master = app.of('AWS::Lambda::Function').find(({ Metadata }) => Metadata?.['parley:deploy-entry'] === 'functions/deploy/search.ts') as Resource;
    expect(security?.['MasterUserOptions']?.['MasterUserARN']).toEqual({ 'Fn::GetAtt': [app.roleOf(master), 'Arn'] });
    expect(master.Properties['VpcConfig']).toBeDefined();
    expect(app.entries).not.toContain('functions/deploy/search.ts');
  });

  test('each function has its own role in the domain, and whoever may call it has one', () => {
    expect(Object.fromEntries(accesses())).toEqual({ 'parley-api-handler': 'read', 'parley-jobs-bulk': 'write', 'parley-streams-reindex': 'write' });
    for (const { Properties, stack } of app.of('Custom::SearchAccess')) {
      const entry = `${text(Properties['Name']).replace('parley-', 'functions/').replace('-', '/')}.ts`;
      const fn = app.fn(entry);
      expect(Properties['IamRole'], entry).toEqual({ 'Fn::GetAtt': [app.roleOf(fn), 'Arn'] });
      expect(stack).toBe(fn.stack);
    }
    const calling = [...app.entries].filter((entry) => {
      const fn = app.fn(entry);
      return app.statements(app.roleOf(fn), fn.stack).some(({ Action }) => list(Action).some((action) => action.startsWith('es:')));
    });
    expect(calling).toHaveLength(accesses().length);
  });

  test('template, lifecycle and first index are put by the deployment, again when they change', () => {
    const [index, ...others] = app.of('Custom::SearchIndex');
    expect(others).toEqual([]);
    expect(index?.Properties).toMatchObject({ Kind: 'index', Version: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});
