import type { WarmThroughput } from 'aws-cdk-lib/aws-dynamodb';
import type { Node } from 'constructs';
import type { Profile } from './profile.ts';

/** A value of `-c name=…`; undefined when it is not given or empty. */
export function option(node: Node, name: string): string | undefined {
  const value = node.tryGetContext(name) as string | number | boolean | undefined;
  return value === undefined || value === '' ? undefined : String(value);
}

/**
 * `-c deletionProtection=on`: the table and stacks with data cannot be deleted before it is switched off. Use it from the second deployment of prod on: it
 * would block the rollback of a first deployment that fails. No effect in dev.
 */
export function isDeletionProtected(node: Node, profile: Profile): boolean {
  const given = option(node, 'deletionProtection') ?? 'off';
  if (given !== 'on' && given !== 'off') throw new Error(`-c deletionProtection=${given}: must be on or off`);
  return profile.protect && given === 'on';
}

/** @throws when it is not a whole number from `least` to `most` */
export function numberOption(node: Node, name: string, least: number, most = Infinity): number | undefined {
  const given = option(node, name);
  if (given === undefined) return undefined;
  const value = Number(given);
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`;
  if (!Number.isInteger(value) || value < least || value > most) throw new Error(`-c ${name}=${given}: must be a whole number ${range}`);
  return value;
}

/**
 * `-c warmReads=… -c warmWrites=…`: units a second that the table supports at once, for a launch. A new table supports 12,000 and 4,000, which are
 * also the minimum values; capacity above that is paid once.
 */
export function readWarmth(node: Node): { warmThroughput?: WarmThroughput } {
  const reads = numberOption(node, 'warmReads', 12_000);
  const writes = numberOption(node, 'warmWrites', 4_000);
  if (reads === undefined && writes === undefined) return {};
  return { warmThroughput: { readUnitsPerSecond: reads ?? 12_000, writeUnitsPerSecond: writes ?? 4_000 } };
}

/**
 * `-c webhookConcurrency=…`: executions reserved for webhooks, so that busy functions of the account cannot block providers; 0 reserves none,
 * as in dev. AWS requires that at least 100 remain for other functions, and a new account has 1,000 or fewer.
 */
export function readWebhookConcurrency(node: Node, usual: number): number | undefined {
  return (numberOption(node, 'webhookConcurrency', 0) ?? usual) || undefined;
}
