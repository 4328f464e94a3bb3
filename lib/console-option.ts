import type { Node } from 'constructs';
import { type Domain, EDGE_REGION } from './domain.ts';
import { option } from './options.ts';

export interface ConsoleOption {
  /** The console's own name, with a certificate that CloudFront supports. */
  readonly name: { readonly domain: Domain; readonly name: string; readonly certificateArn: string } | undefined;
  /** Of the bucket for files, for a stack in another Region, which cannot refer to it. */
  readonly filesOrigin: string | undefined;
}

/**
 * `-c console=on`: deploys the console and the widget. With a domain name and a certificate of us-east-1, the console has the name `console.{domainName}`.
 * @throws for another value, and in an emulator, which has no CloudFront
 */
export function readConsole(
  node: Node,
  { domain, emulator, region }: { readonly domain: Domain | undefined; readonly emulator: boolean; readonly region: string | undefined },
): ConsoleOption | undefined {
  const given = option(node, 'console') ?? 'off';
  if (given !== 'on' && given !== 'off') throw new Error(`-c console=${given}: must be on or off`);
  if (given === 'off') return undefined;
  if (emulator) throw new Error('-c console: an emulator has no CloudFront');
  const certificateArn = domain?.edge?.certificateArn ?? option(node, 'edgeCertificateArn') ?? domain?.certificateArn;
  const isForCloudFront = certificateArn?.includes(`:${EDGE_REGION}:`) === true;
  const bucket = option(node, 'objectsBucket');
  return {
    name: domain && certificateArn !== undefined && isForCloudFront ? { domain, name: `console.${domain.name}`, certificateArn } : undefined,
    filesOrigin: bucket === undefined || region === undefined ? undefined : `https://${bucket}.s3.${region}.amazonaws.com`,
  };
}
