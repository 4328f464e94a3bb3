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
 * The console and the widget, unless `-c console=off`. With a domain name and a certificate of us-east-1, the console has the name `console.{domainName}`.
 * An emulator has no CloudFront: without the option it has no console. @throws for another value, and for `on` in an emulator
 */
export function readConsole(
  node: Node,
  { domain, emulator, region }: { readonly domain: Domain | undefined; readonly emulator: boolean; readonly region: string | undefined },
): ConsoleOption | undefined {
  const given = option(node, 'console') ?? (emulator ? 'off' : 'on');
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

/**
 * Where links of mails and sign-ins at providers lead: `-c consoleUrl=https://…`, or the console's own name. Undefined: the API's own address.
 * @throws for what is no address of a site
 */
export function readConsoleUrl(node: Node, console: ConsoleOption | undefined): string | undefined {
  const given = option(node, 'consoleUrl');
  if (given === undefined) return console?.name && `https://${console.name.name}`;
  if (!/^https:\/\/[a-z0-9.-]+(?::\d+)?\/?$/.test(given)) throw new Error(`-c consoleUrl=${given}: must be an address such as https://console.example.com`);
  return given.replace(/\/$/, '');
}
