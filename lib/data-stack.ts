import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ContributorInsightsMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { dataKey } from './data-key.ts';
import { objectsBucket } from './objects-bucket.ts';
import { readWarmth } from './options.ts';
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
  /** Of everything that holds customers' words; undefined in dev, where the services' own keys do. */
  readonly key: Key | undefined;
  readonly table: Table;
  readonly objects: Bucket;
  /** JSON `{adminToken, tokenKey, cursorKey}`. */
  readonly appSecrets: Secret;
  readonly appSecretsName: string;

  constructor(scope: Construct, id: string, props: StackProps & { readonly profile: Profile }) {
    super(scope, id, props);
    const { profile } = props;
    this.key = dataKey(this, profile);
    this.table = this.#table(profile);
    this.objects = objectsBucket(this, profile, this.key);
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
      ...(this.key ? { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: this.key } : { encryption: TableEncryption.DEFAULT }),
      ...readWarmth(this.node),
      // Names the keys that are throttled; it costs by the events, so nothing while nothing is throttled.
      contributorInsightsSpecification: { enabled: profile.protect, ...(profile.protect ? { mode: ContributorInsightsMode.THROTTLED_KEYS } : {}) },
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

  /**
   * CloudFormation makes one random string a secret; three of them are put together by dynamic references,
   * resolved inside CloudFormation and never seen in a template.
   */
  #appSecrets(profile: Profile): Secret {
    const encryption = this.key ? { encryptionKey: this.key } : {};
    const seed = (id: string): Secret => {
      const secret = new Secret(this, id, {
        description: `Parley: seed of ${id}`,
        // Both say the same; an emulator knows only the second. A quotation mark would break the JSON below.
        generateSecretString: { passwordLength: 48, excludePunctuation: true, excludeCharacters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
        ...encryption,
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
      ...encryption,
      removalPolicy: removalOf(profile),
    });
    acknowledge(secret, 'AwsSolutions-SMG4', ROTATION);
    return secret;
  }
}

const ROTATION = 'A new signing key ends every session: it is changed by an operator, on purpose, as docs/deploy.md tells.';
