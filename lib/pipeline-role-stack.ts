import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { option } from './options.ts';
import type { Profile } from './profile.ts';

const ISSUER = 'token.actions.githubusercontent.com';

export interface PipelineRoleStackProps extends StackProps {
  readonly profile: Profile;
  /** `owner/name` */
  readonly repository: string;
}

/**
 * Lets GitHub workflows of one repository deploy one profile, without keys. Access is by environments, whose reviewers GitHub asks before it issues
 * a token (docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws, 2026-11). The roles
 * can only assume the roles of the bootstrap stack; read-only roles cannot deploy.
 */
export class PipelineRoleStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineRoleStackProps) {
    super(scope, id, props);
    const { profile, repository } = props;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new Error(`-c githubRepository=${repository}: must be owner/name`);
    // An account can have one provider per issuer; a second profile in the account uses the first one's.
    const provider =
      option(this.node, 'githubOidcProvider') ?? new CfnOIDCProvider(this, 'GitHub', { url: `https://${ISSUER}`, clientIdList: ['sts.amazonaws.com'] }).attrArn;
    const role = (name: string, environment: string, takes: readonly string[]): Role => {
      const made = new Role(this, name, {
        description: `Parley: GitHub's environment ${environment} of ${repository}`,
        maxSessionDuration: Duration.hours(3),
        assumedBy: new WebIdentityPrincipal(provider, {
          StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: `repo:${repository}:environment:${environment}` },
        }),
      });
      made.addToPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: takes.map((taken) => this.#bootstrapped(taken)) }));
      new CfnOutput(this, `${name}Arn`, { value: made.roleArn });
      return made;
    };
    const deploy = role('Deploy', profile.name, ['deploy', 'file-publishing', 'lookup']);
    if (profile.name === 'prod') role('Diff', 'prod-diff', ['lookup']);
    else {
      // The smoke test creates its own tenant.
      const secret = this.formatArn({ service: 'secretsmanager', resource: `secret:parley/${profile.name}/app-??????` });
      deploy.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret] }));
    }
  }

  /** A role that `cdk bootstrap` created in this account and Region. */
  #bootstrapped(kind: string): string {
    const qualifier = option(this.node, '@aws-cdk/core:bootstrapQualifier') ?? 'hnb659fds';
    return this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: `cdk-${qualifier}-${kind}-role-${this.account}-${this.region}` });
  }
}
