import type { WarmThroughput } from 'aws-cdk-lib/aws-dynamodb';
import type { Node } from 'constructs';
import type { Profile } from './profile.ts';

/** A value of `-c name=…`; undefined when it is not given or empty. */
export function option(node: Node, name: string): string | undefined {
  const value = node.tryGetContext(name) as string | number | boolean | undefined;
  return value === undefined || value === '' ? undefined : String(value);
}

/**
 * `-c deletionProtection=on`: nobody deletes the table, or a stack that holds data, without switching it off first. It comes with the second deployment of
 * prod: a first one that fails is rolled back, which it would stand in the way of, and can then be repeated. Nothing in dev.
 */
export function isDeletionProtected(node: Node, profile: Profile): boolean {
  const given = option(node, 'deletionProtection') ?? 'off';
  if (given !== 'on' && given !== 'off') throw new Error(`-c deletionProtection=${given}: on or off is needed`);
  return profile.protect && given === 'on';
}

/** @throws when it is no whole number of at least `least` and at most `most` */
export function numberOption(node: Node, name: string, least: number, most = Infinity): number | undefined {
  const given = option(node, name);
  if (given === undefined) return undefined;
  const value = Number(given);
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`-c ${name}=${given}: a whole number ${range} is needed`);
  return value;
}

/**
 * `-c warmReads=… -c warmWrites=…`: units a second that the table takes from its first moment, before a launch. A new table takes 12,000 and
 * 4,000, which are also the least that can be asked for; what is above is paid once.
 */
export function readWarmth(node: Node): { warmThroughput?: WarmThroughput } {
  const reads = numberOption(node, 'warmReads', 12_000);
  const writes = numberOption(node, 'warmWrites', 4_000);
  if (reads === undefined && writes === undefined) return {};
  return { warmThroughput: { readUnitsPerSecond: reads ?? 12_000, writeUnitsPerSecond: writes ?? 4_000 } };
}

/**
 * `-c webhookConcurrency=…`: executions reserved for webhooks, so that no other function of the account, however busy, keeps providers out; 0
 * reserves none, as in dev. AWS refuses to leave less than 100 to all others, and a new account has 1,000 or fewer.
 */
export function readWebhookConcurrency(node: Node, usual: number): number | undefined {
  return (numberOption(node, 'webhookConcurrency', 0) ?? usual) || undefined;
}
