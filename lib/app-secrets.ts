import { CustomResource, Duration } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { type CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { APP_KEYS } from '../domain/app-keys.ts';
import { acknowledge } from './acknowledge.ts';
import { useKey } from './data-key.ts';
import { deployProvider } from './deploy-provider.ts';
import { allow, secretNamed } from './grants.ts';
import { ParleyFunction } from './parley-function.ts';
import type { Profile } from './profile.ts';
import { removalOf } from './retention.ts';

export interface AppSecretsProps {
  readonly profile: Profile;
  readonly key: Key | undefined;
}

/**
 * The deployment's own secret: JSON with the members of `APP_KEYS`. The template has no value and no rule to generate one, because CloudFormation
 * would overwrite the secret with an update. A function adds missing members at deploy time and keeps the others (docs/decisions/0410).
 */
export class AppSecrets extends Construct {
  readonly secretName: string;

  constructor(scope: Construct, id: string, { profile, key }: AppSecretsProps) {
    super(scope, id);
    this.secretName = `parley/${profile.name}/app`;
    const secret = new Secret(this, 'Secret', {
      secretName: this.secretName,
      description: 'Parley: admin token and the keys that sign access tokens and cursors',
      ...(key ? { encryptionKey: key } : {}),
      removalPolicy: removalOf(profile),
    });
    // The construct generates a value if none is given. Without both properties, the secret starts empty.
    (secret.node.defaultChild as CfnSecret).generateSecretString = undefined;
    acknowledge(secret, 'AwsSolutions-SMG4', 'A new signing key ends every session. Operators rotate it by hand, as docs/deploy.md describes.');

    const filler = new ParleyFunction(this, 'Function', {
      profile,
      entry: 'functions/deploy/app-secrets.ts',
      description: 'Fills the deployment secret at deploy time',
      deployTime: true,
      timeout: 60,
      memory: 256,
    });
    allow(
      filler,
      ['GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map((verb) => `secretsmanager:${verb}`),
      [secretNamed(filler, this.secretName)],
    );
    useKey(filler.role, key, 'secretsmanagerWrite');
    const filled = new CustomResource(this, 'Filled', {
      resourceType: 'Custom::AppSecrets',
      serviceToken: deployProvider(this, profile, filler).serviceToken,
      serviceTimeout: Duration.minutes(5),
      // A new member changes this list and so the resource, which runs the function that adds it.
      properties: { SecretName: this.secretName, Keys: [...APP_KEYS] },
    });
    filled.node.addDependency(secret);
    // Its grants must exist before it runs.
    if (filler.role) filled.node.addDependency(filler.role);
  }
}
