import { CfnOutput, Duration, SecretValue, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { EDGE_HEADER } from '../functions/api/caller-address.ts';
import { acknowledge } from './acknowledge.ts';
import { type Domain, record } from './domain.ts';
import { option } from './options.ts';
import type { Profile } from './profile.ts';
import { webAcl } from './web-acl.ts';

/** The name of the secret that shows the API that CloudFront called it. */
export const edgeSecretName = (profile: Profile): string => `parley/${profile.name}/edge`;

/** Hosted zone of every distribution. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

export interface EdgeStackProps extends StackProps {
  readonly profile: Profile;
  readonly domain: Domain & { readonly edge: NonNullable<Domain['edge']> };
}

/**
 * CloudFront with a firewall in front of the HTTP API, which does not support web ACLs. Always in us-east-1, and connected to the other stacks
 * by names only: the API's name as an origin, and a secret replicated here.
 */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { profile, domain } = props;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Parley ${profile.name}`,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.edge.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      webAclId: webAcl(this, profile).attrArn,
      defaultBehavior: {
        origin: new HttpOrigin(domain.origin, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          readTimeout: Duration.seconds(30),
          customHeaders: { [EDGE_HEADER]: this.#secret(profile) },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        responseHeadersPolicy: this.#safeHeaders(),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        compress: false,
      },
    });
    record(this, 'Name', domain, domain.name, { dnsName: distribution.distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE }, true);
    acknowledge(distribution, 'AwsSolutions-CFR1', 'Customers and agents may be anywhere.');
    acknowledge(distribution, 'AwsSolutions-CFR3', 'The API logs its calls without addresses of callers; logs of CloudFront would have them.');
    new CfnOutput(this, 'distributionName', { value: distribution.distributionDomainName });
  }

  /** The headers that the API's functions set, also for responses that API Gateway or CloudFront generate. */
  #safeHeaders(): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'SafeHeaders', {
      comment: 'Parley: no content sniffing, no referrers',
      securityHeadersBehavior: {
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
    });
  }

  /**
   * CloudFormation resolves it, so that no template contains the value. It reads the secret again only when the template changes: to use a new
   * secret, set its version.
   */
  #secret(profile: Profile): string {
    const versionId = option(this.node, 'edgeSecretVersion');
    return SecretValue.secretsManager(edgeSecretName(profile), versionId === undefined ? {} : { versionId }).unsafeUnwrap();
  }
}
