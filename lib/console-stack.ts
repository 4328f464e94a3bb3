import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, type ISource, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { BASE } from '../console/base.ts';
import { contentPolicy } from '../console/policy.ts';
import { acknowledge } from './acknowledge.ts';
import { apiBehaviour } from './api-behaviour.ts';
import { consoleAsset, pageOf, widgetAsset } from './console-files.ts';
import { pathsCode } from './console-paths.ts';
import { acknowledgeUploads } from './console-uploads.ts';
import { CLOUDFRONT_ZONE, type Domain, record } from './domain.ts';
import type { Profile } from './profile.ts';
import { removalOf, retentionOf } from './retention.ts';

export interface ConsoleStackProps extends StackProps {
  readonly profile: Profile;
  /** The API's own name. */
  readonly apiHost: string;
  /** The address that providers call. */
  readonly apiUrl: string;
  readonly wsUrl: string;
  /** The origin of the bucket that files are uploaded to and shown from; undefined if it is not known (`-c objectsBucket`). */
  readonly filesOrigin: string | undefined;
  /** The console's own name and its certificate in us-east-1; without it, the distribution keeps its name of CloudFront. */
  readonly name: { readonly domain: Domain; readonly name: string; readonly certificateArn: string } | undefined;
  readonly firewallArn: string | undefined;
}

/**
 * The agents' console and the customers' widget: built files in a private bucket behind CloudFront. Calls of the API go through the same distribution, because
 * the console may call nothing but its own host.
 */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, props: ConsoleStackProps) {
    super(scope, id, props);
    const { profile, name } = props;
    const bucket = this.#bucket();
    const files = S3BucketOrigin.withOriginAccessControl(bucket);
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Parley ${profile.name}: console`,
      ...(name ? { domainNames: [name.name], certificate: Certificate.fromCertificateArn(this, 'Certificate', name.certificateArn) } : {}),
      ...(name ? { minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021 } : {}),
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      ...(props.firewallArn === undefined ? {} : { webAclId: props.firewallArn }),
      defaultBehavior: this.#page(files, props),
      additionalBehaviors: { '/v1/*': apiBehaviour(this, profile, props.apiHost), '/widget*.js': this.#widget(files) },
    });
    if (name) record(this, 'Name', name.domain, name.name, { dnsName: distribution.distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE }, true);
    acknowledge(distribution, 'AwsSolutions-CFR1', 'Customers and agents may be anywhere.');
    acknowledge(distribution, 'AwsSolutions-CFR3', 'The API logs its calls without addresses of callers; logs of CloudFront would have them.');
    if (!name)
      acknowledge(distribution, 'AwsSolutions-CFR4', 'Under its name of CloudFront, a distribution has the certificate and TLS versions of CloudFront.');
    if (!props.firewallArn) acknowledge(distribution, 'AwsSolutions-CFR2', 'The firewall is a choice of the operator (-c waf), with a domain name.');
    this.#upload(bucket, props);
    new CfnOutput(this, 'consoleUrl', { value: `https://${name?.name ?? distribution.distributionDomainName}${BASE}` });
  }

  /** Nothing in it is a customer's: a deployment writes all of it again. */
  #bucket(): Bucket {
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    acknowledge(bucket, 'AwsSolutions-S1', 'Only CloudFront reads it, and its files are public.');
    return bucket;
  }

  /** `console/policy.ts` says what the page may do; a laptop sends the same. */
  #page(origin: IOrigin, { wsUrl, filesOrigin }: ConsoleStackProps): BehaviorOptions {
    const headers = new ResponseHeadersPolicy(this, 'PageHeaders', {
      comment: 'Parley: policy of the console',
      securityHeadersBehavior: {
        contentSecurityPolicy: {
          contentSecurityPolicy: contentPolicy({ feeds: [wsUrl], buckets: filesOrigin === undefined ? [] : [filesOrigin] }),
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
      },
    });
    const paths = new EdgeFunction(this, 'Paths', {
      comment: 'Parley: addresses within the console get its page',
      code: FunctionCode.fromInline(pathsCode(BASE)),
      runtime: FunctionRuntime.JS_2_0,
    });
    return {
      origin,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      functionAssociations: [{ function: paths, eventType: FunctionEventType.VIEWER_REQUEST }],
      compress: true,
    };
  }

  /** Pages of other hosts load its languages as modules. */
  #widget(origin: IOrigin): BehaviorOptions {
    const headers = new ResponseHeadersPolicy(this, 'WidgetHeaders', {
      comment: 'Parley: the widget, for pages of every host',
      corsBehavior: {
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: ['*'],
        accessControlAllowMethods: ['GET', 'HEAD'],
        accessControlAllowOrigins: ['*'],
        originOverride: true,
      },
      securityHeadersBehavior: { contentTypeOptions: { override: true } },
    });
    return {
      origin,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      compress: true,
    };
  }

  /** Files with a hash in their names first, for ever; then the page that names them, which is asked for again each time. Old files stay for pages that are open. */
  #upload(bucket: Bucket, { profile, wsUrl, apiUrl, filesOrigin }: ConsoleStackProps): void {
    const asset = consoleAsset(this);
    const logGroup = new LogGroup(this, 'UploadLogs', { retention: retentionOf(profile), removalPolicy: removalOf(profile) });
    const built = of(asset);
    const to = { destinationBucket: bucket, prune: false, logGroup, memoryLimit: 256 } as const;
    const atBase = { ...to, destinationKeyPrefix: BASE.slice(1) };
    const hashed = new BucketDeployment(this, 'Hashed', {
      ...atBase,
      sources: [built],
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
    });
    const page = new BucketDeployment(this, 'Page', {
      ...atBase,
      sources: [built, Source.data('index.html', pageOf(asset, { wsUrl, apiUrl, filesOrigin }))],
      exclude: ['assets/*'],
      cacheControl: [CacheControl.noCache()],
    });
    page.node.addDependency(hashed);
    new BucketDeployment(this, 'Widget', {
      ...to,
      sources: [of(widgetAsset(this))],
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.minutes(5))],
    });
    acknowledgeUploads(this, bucket, asset);
  }
}

const of = (asset: Asset): ISource => Source.bucket(asset.bucket as IBucket, asset.s3ObjectKey);
