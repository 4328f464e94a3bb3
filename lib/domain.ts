import { ApiMapping, DomainName, type IApi, type IStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { type Construct, type Node } from 'constructs';
import { option } from './options.ts';
import type { Profile } from './profile.ts';

/** The only Region whose web ACLs and certificates CloudFront supports. */
export const EDGE_REGION = 'us-east-1';

/** Hosted zone of every distribution. */
export const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** A custom domain name, from `-c domainName=…` and its related options (docs/deploy.md). */
export interface Domain {
  /** Of the API. */
  readonly name: string;
  /** Of the WebSocket API. */
  readonly sockets: string;
  /** The name that CloudFront calls; without CloudFront the API's own name. */
  readonly origin: string;
  /** In the deployment's Region; covers all three. */
  readonly certificateArn: string;
  /** Without it, the operator creates the records by hand. */
  readonly hostedZoneId: string | undefined;
  /** CloudFront with a firewall in front of the API. */
  readonly edge: { readonly certificateArn: string; readonly region: string } | undefined;
}

/** @throws when a related option is missing or invalid */
export function readDomain(node: Node, profile: Profile, region: string | undefined): Domain | undefined {
  const name = option(node, 'domainName');
  if (name === undefined) return undefined;
  if (!/^([a-z0-9-]+\.)+[a-z]{2,}$/.test(name)) throw new Error(`-c domainName=${name}: must be a name in lower case, such as parley.example.com`);
  const certificateArn = option(node, 'certificateArn');
  if (certificateArn === undefined)
    throw new Error('-c domainName needs -c certificateArn=…: a certificate of the deployment’s Region for the name and *.name');
  const firewall = (option(node, 'waf') ?? String(profile.protect)) === 'true';
  const hostedZoneId = option(node, 'hostedZoneId');
  const common = { name, sockets: `ws.${name}`, certificateArn, hostedZoneId };
  if (!firewall) return { ...common, origin: name, edge: undefined };
  if (region === undefined) throw new Error('-c domainName with a firewall needs to know the Region: CDK_DEFAULT_REGION, which cdk sets from your credentials');
  const edgeCertificateArn = option(node, 'edgeCertificateArn') ?? certificateArn;
  if (!edgeCertificateArn.includes(`:${EDGE_REGION}:`)) throw new Error(`-c edgeCertificateArn: CloudFront supports certificates of ${EDGE_REGION} only`);
  return { ...common, origin: `origin.${name}`, edge: { certificateArn: edgeCertificateArn, region } };
}

/** Maps a domain name to an API, over TLS 1.2, and adds the DNS record if the hosted zone is known. */
export function mapDomain(scope: Construct, id: string, domain: Domain, name: string, api: IApi, stage: IStage | undefined): void {
  const domainName = new DomainName(scope, id, {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, `${id}Certificate`, domain.certificateArn),
  });
  new ApiMapping(scope, `${id}Mapping`, { api, domainName, ...(stage ? { stage } : {}) });
  record(scope, id, domain, name, { dnsName: domainName.regionalDomainName, hostedZoneId: domainName.regionalHostedZoneId });
}

/** Aliases for IPv4 and, where `withV6`, IPv6. */
export function record(scope: Construct, id: string, domain: Domain, name: string, target: CfnRecordSet.AliasTargetProperty, withV6 = false): void {
  const { hostedZoneId } = domain;
  if (hostedZoneId === undefined) return;
  for (const type of withV6 ? ['A', 'AAAA'] : ['A']) new CfnRecordSet(scope, `${id}${type}`, { hostedZoneId, name: `${name}.`, type, aliasTarget: target });
}
