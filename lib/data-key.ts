import { Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** The one key of everything that holds customers' words, in prod; without one the services encrypt with keys of their own. */
export function dataKey(scope: Construct, profile: Profile): Key | undefined {
  if (!profile.protect) return undefined;
  return new Key(scope, 'Key', {
    alias: `parley/${profile.name}`,
    description: "Parley: table, objects, secrets, search and brokers' volumes",
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    // With the key goes everything that it encrypts.
    removalPolicy: removalOf(profile),
  });
}

/**
 * What a caller's role needs of the key for each use. The services use it in the caller's name, and for the table with all that is said at
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (2026-11), except CreateGrant, which only making a table needs.
 */
const USES = {
  dynamodb: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey'],
  s3Read: ['Decrypt'],
  s3Write: ['GenerateDataKey'],
  secretsmanager: ['Decrypt'],
  secretsmanagerWrite: ['Decrypt', 'GenerateDataKey'],
} as const;

const SERVICES = { dynamodb: 'dynamodb', s3Read: 's3', s3Write: 's3', secretsmanager: 'secretsmanager', secretsmanagerWrite: 'secretsmanager' } as const;

/** Lets a role use the key by way of one service and not directly. Does nothing where there is none. */
export function useKey(role: IRole | undefined, key: Key | undefined, use: keyof typeof USES): void {
  if (!role || !key) return;
  const { region } = Stack.of(key);
  const service = SERVICES[use];
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: USES[use].map((action) => `kms:${action}`),
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` } },
    }),
  );
}
