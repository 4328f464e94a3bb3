import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Distribution, HttpVersion, SecurityPolicyProtocol } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { apiBehaviour } from './api-behaviour.ts';
import { CLOUDFRONT_ZONE, type Domain, record } from './domain.ts';
import type { Profile } from './profile.ts';
import { webAcl } from './web-acl.ts';

export interface EdgeStackProps extends StackProps {
  readonly profile: Profile;
  readonly domain: Domain & { readonly edge: NonNullable<Domain['edge']> };
}

/**
 * CloudFront with a firewall in front of the HTTP API, which does not support web ACLs. Always in us-east-1, and connected to the other stacks
 * by names only: the API's name as an origin, and a secret replicated here.
 */
export class EdgeStack extends Stack {
  /** The firewall, also for the console's distribution. */
  readonly firewallArn: string;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { profile, domain } = props;
    this.firewallArn = webAcl(this, profile).attrArn;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Parley ${profile.name}`,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.edge.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      webAclId: this.firewallArn,
      defaultBehavior: apiBehaviour(this, profile, domain.origin),
    });
    record(this, 'Name', domain, domain.name, { dnsName: distribution.distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE }, true);
    acknowledge(distribution, 'AwsSolutions-CFR1', 'Customers and agents may be anywhere.');
    acknowledge(distribution, 'AwsSolutions-CFR3', 'The API logs its calls without addresses of callers; logs of CloudFront would have them.');
    new CfnOutput(this, 'distributionName', { value: distribution.distributionDomainName });
  }
}
