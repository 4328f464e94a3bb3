import { Duration, SecretValue } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  HeadersReferrerPolicy,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import { EDGE_HEADER } from '../functions/api/caller-address.ts';
import { option } from './options.ts';
import type { Profile } from './profile.ts';

/** The name of the secret that shows the API that CloudFront called it. */
export const edgeSecretName = (profile: Profile): string => `parley/${profile.name}/edge`;

/** Calls of the API through CloudFront: nothing is cached, everything is passed on, and the secret proves that the caller's address is true. `host`: the API's own name. */
export const apiBehaviour = (scope: Construct, profile: Profile, host: string): BehaviorOptions => ({
  origin: new HttpOrigin(host, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    readTimeout: Duration.seconds(30),
    customHeaders: { [EDGE_HEADER]: secret(scope, profile) },
  }),
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  responseHeadersPolicy: safeHeaders(scope),
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  compress: false,
});

/** The headers that the API's functions set, also for responses that API Gateway or CloudFront generate. */
const safeHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'SafeHeaders', {
    comment: 'Parley: no content sniffing, no referrers',
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
  });

/**
 * CloudFormation resolves it, so that no template contains the value. It reads the secret again only when the template changes: to use a new
 * secret, set its version.
 */
const secret = (scope: Construct, profile: Profile): string => {
  const versionId = option(scope.node, 'edgeSecretVersion');
  return SecretValue.secretsManager(edgeSecretName(profile), versionId === undefined ? {} : { versionId }).unsafeUnwrap();
};
