import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ContributorInsightsMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { AppSecrets } from './app-secrets.ts';
import { dataKey } from './data-key.ts';
import { storeMails } from './mail-storing.ts';
import { objectsBucket } from './objects-bucket.ts';
import { isDeletionProtected, readWarmth } from './options.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** Keys-only indexes: a list is a query plus a batch get. */
export const INDEXES = [
  ['byActivity', 'aPk', 'aSk'],
  ['byOwner', 'oPk', 'oSk'],
  ['byTeam', 'gPk', 'gSk'],
  ['bySequence', 'nPk', 'nSk'],
] as const;

/** Data that must not be lost: the single table, the objects, the app's own keys. */
export class DataStack extends Stack {
  /** Encrypts everything that stores customers' texts; undefined in dev, where the services' own keys do. */
  readonly key: Key | undefined;
  readonly table: Table;
  readonly objects: Bucket;
  /** The name of the secret with the members of `APP_KEYS`. */
  readonly appSecretsName: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.key = dataKey(this, profile);
    this.table = this.#table(profile);
    this.objects = objectsBucket(this, profile, this.key);
    storeMails(this.objects, this.key, profile);
    this.appSecretsName = new AppSecrets(this, 'AppSecrets', { profile, key: this.key }).secretName;

    new CfnOutput(this, 'tableName', { value: this.table.tableName });
    new CfnOutput(this, 'objectsBucket', { value: this.objects.bucketName });
    new CfnOutput(this, 'appSecretsName', { value: this.appSecretsName });
  }

  #table(profile: Profile): Table {
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'ttl',
      ...(this.key ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key } : { encryption: TableEncryption.DEFAULT }),
      ...readWarmth(this.node),
      // Shows the throttled keys. It is billed by events, so it costs nothing without throttling.
      contributorInsightsSpecification: { enabled: profile.protect, ...(profile.protect ? { mode: ContributorInsightsMode.THROTTLED_KEYS } : {}) },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: profile.protect },
      // CloudFormation could not roll back a failed first deployment with it, so the second deployment adds it.
      deletionProtection: isDeletionProtected(this.node, profile),
      removalPolicy: removalOf(profile),
    });
    for (const [indexName, pk, sk] of INDEXES) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: pk, type: AttributeType.STRING },
        sortKey: { name: sk, type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
    if (!profile.protect) acknowledge(table, 'AwsSolutions-DDB3', 'A development table can be rebuilt; prod has point-in-time recovery.');
    return table;
  }
}
