import { Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** The key of everything that stores customers' texts, in prod. Without it, the services encrypt with their own keys. */
export function dataKey(scope: Construct, profile: Profile): Key | undefined {
  if (!profile.protect) return undefined;
  return new Key(scope, 'Key', {
    alias: `parley/${profile.name}`,
    description: "Parley: table, objects, secrets, search and brokers' volumes",
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    // Without the key, everything that it encrypts is lost.
    removalPolicy: removalOf(profile),
  });
}

/**
 * Actions of the key that a caller's role needs for each use. The services use the key on behalf of the caller. The actions for the table are from
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (2026-11), without CreateGrant, which only CreateTable needs.
 */
const USES = {
  dynamodb: ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey'],
  s3Read: ['Decrypt'],
  s3Write: ['GenerateDataKey'],
  secretsmanager: ['Decrypt'],
  secretsmanagerWrite: ['Decrypt', 'GenerateDataKey'],
} as const;

const SERVICES = { dynamodb: 'dynamodb', s3Read: 's3', s3Write: 's3', secretsmanager: 'secretsmanager', secretsmanagerWrite: 'secretsmanager' } as const;

/** Lets a role use the key through one service and not directly. Does nothing without a key. */
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
