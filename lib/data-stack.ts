import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

/** Keys-only indexes: a list is a query plus a batch get. */
export const INDEXES = [
  ['byActivity', 'aPk', 'aSk'],
  ['byOwner', 'oPk', 'oSk'],
  ['byTeam', 'gPk', 'gSk'],
  ['bySequence', 'nPk', 'nSk'],
] as const;

/** What must not be lost: the single table, the objects, the app's own keys. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly objects: Bucket;
  /** JSON `{adminToken, tokenKey, cursorKey}`. */
  readonly appSecrets: Secret;
  readonly appSecretsName: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.table = this.#table(profile);
    this.objects = this.#objects(profile);
    this.appSecretsName = `parley/${profile.name}/app`;
    this.appSecrets = this.#appSecrets(profile);

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
      encryption: profile.protect ? TableEncryption.AWS_MANAGED : TableEncryption.DEFAULT,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: profile.protect },
      deletionProtection: profile.protect,
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

  #objects(profile: Profile): Bucket {
    const shared = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: removalOf(profile),
    } as const;
    const accessLogs = profile.protect ? new Bucket(this, 'AccessLogs', { ...shared, lifecycleRules: [{ expiration: Duration.days(90) }] }) : undefined;
    const bucket = new Bucket(this, 'Objects', {
      ...shared,
      versioned: profile.protect,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1), noncurrentVersionExpiration: Duration.days(30) }],
      // Browsers post attachments straight to the bucket. Any origin: the signed form, not the page, is the permission.
      cors: [{ allowedMethods: [HttpMethods.POST, HttpMethods.GET], allowedOrigins: ['*'], allowedHeaders: ['*'], maxAge: 3600 }],
    });
    const noLogs = 'AwsSolutions-S1';
    if (accessLogs) acknowledge(accessLogs, noLogs, 'This bucket holds the access logs.');
    else acknowledge(bucket, noLogs, 'Access logs cost more than they tell in development; prod keeps them.');
    return bucket;
  }

  /**
   * CloudFormation makes one random string a secret; three of them are put together by dynamic references,
   * resolved inside CloudFormation and never seen in a template.
   */
  #appSecrets(profile: Profile): Secret {
    const seed = (id: string): Secret => {
      const secret = new Secret(this, id, {
        description: `Parley: seed of ${id}`,
        generateSecretString: { passwordLength: 48, excludePunctuation: true },
        removalPolicy: removalOf(profile),
      });
      acknowledge(secret, 'AwsSolutions-SMG4', ROTATION);
      return secret;
    };
    const secret = new Secret(this, 'AppSecrets', {
      secretName: this.appSecretsName,
      description: 'Parley: admin token and the keys that sign access tokens and cursors',
      secretObjectValue: {
        adminToken: seed('AdminToken').secretValue,
        tokenKey: seed('TokenKey').secretValue,
        cursorKey: seed('CursorKey').secretValue,
      },
      removalPolicy: removalOf(profile),
    });
    acknowledge(secret, 'AwsSolutions-SMG4', ROTATION);
    return secret;
  }
}

const ROTATION = 'A new signing key ends every session: it is changed by an operator, on purpose, as docs/deploy.md tells.';
