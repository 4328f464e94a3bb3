import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Node } from 'constructs';
import type { Emulator } from './emulator.ts';
import { allow } from './grants.ts';
import { option } from './options.ts';
import type { ParleyFunction } from './parley-function.ts';

/** What a deployment sends mail by: identities that SES has verified, its Region, and a configuration set. */
interface MailSending {
  /** Domains and addresses; `*` is all of the account's. */
  readonly identities: readonly string[];
  /** Empty: the deployment's own. */
  readonly region: string;
  readonly configurationSet: string;
  /** The address of mails about accounts (invitations, new passwords); empty: none are sent. */
  readonly from: string;
}

const IDENTITY = /^(?:[\w.+-]+@)?(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i;

/**
 * `-c mailIdentities=shop.example,help@other.example`, with `-c mailRegion=…` where SES is used in another Region and `-c mailConfigurationSet=…`. Without
 * identities no mail is sent, and the sender has no right to. `-c mailFrom=no-reply@shop.example`: the address of mails about accounts.
 * @throws for what is no domain and no address
 */
export function readMailSending(node: Node): MailSending {
  const identities = (option(node, 'mailIdentities') ?? '')
    .split(',')
    .map((identity) => identity.trim())
    .filter((identity) => identity !== '');
  for (const identity of identities)
    if (identity !== '*' && !IDENTITY.test(identity)) throw new Error(`-c mailIdentities: ${identity} is neither a domain nor an address`);
  const from = option(node, 'mailFrom') ?? '';
  if (from !== '' && !(IDENTITY.test(from) && from.includes('@'))) throw new Error(`-c mailFrom=${from}: is no address`);
  return { identities, from, region: option(node, 'mailRegion') ?? '', configurationSet: option(node, 'mailConfigurationSet') ?? '' };
}

/** For the API, which says of a mailbox whether mail can leave from it. */
export function connectMailIdentities(fn: ParleyFunction, emulator: Emulator | undefined): void {
  const { identities, from } = readMailSending(fn.node);
  fn.addEnvironment('MAIL_FROM', fromOf(emulator, from));
  // An empty variable counts as unset.
  fn.addEnvironment('MAIL_IDENTITIES', emulator ? '*' : identities.join(',') || 'none');
}

/** For a function that sends mail. `own`: the deployment's configuration set, empty without one. SES asks for the right to the identity and to the configuration set. */
export function connectMail(fn: ParleyFunction, emulator: Emulator | undefined, own: string): void {
  const { identities, region, configurationSet: named } = readMailSending(fn.node);
  const configurationSet = named === '' ? own : named;
  fn.addEnvironment('MAIL_IDENTITIES', emulator ? '*' : identities.join(','));
  fn.addEnvironment('SES_REGION', region);
  fn.addEnvironment('SES_CONFIGURATION_SET', configurationSet);
  if (identities.length === 0) return;
  const sets = configurationSet === '' ? [] : [arnOf(fn, region, 'configuration-set', configurationSet)];
  allow(fn, ['ses:SendEmail'], [...identities.map((identity) => arnOf(fn, region, 'identity', identity)), ...sets], EVERY_IDENTITY);
}

/** For a function that also checks the identities. */
export function connectMailChecks(fn: ParleyFunction): void {
  const { identities, region } = readMailSending(fn.node);
  if (identities.length === 0) return;
  const resources = identities.map((identity) => arnOf(fn, region, 'identity', identity));
  allow(fn, ['ses:GetEmailIdentity'], resources, EVERY_IDENTITY);
}

/** For the function that sends mails about accounts. */
export function connectAccountMail(fn: ParleyFunction, emulator: Emulator | undefined): void {
  fn.addEnvironment('MAIL_FROM', fromOf(emulator, readMailSending(fn.node).from));
}

/** The emulator's SES sends from everywhere. */
const fromOf = (emulator: Emulator | undefined, from: string): string => (emulator && from === '' ? 'no-reply@parley.example' : from);

const EVERY_IDENTITY = 'The operator lets the deployment send from every identity of the account (-c mailIdentities=*).';

const arnOf = (fn: ParleyFunction, region: string, resource: string, resourceName: string): string =>
  Stack.of(fn).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME, ...(region === '' ? {} : { region }) });
