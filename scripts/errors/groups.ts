import type { ErrorGroup } from '../../domain/error-groups/error-group.ts';
import { listGroups, resolveGroup } from '../../domain/error-groups/groups.ts';
import { type Table, TransactionRefused } from '../../domain/table/port.ts';

/** The table of a profile's groups; its name is fixed by lib/error-tracking.ts. */
export const groupTable = async (profile: string): Promise<Pick<Table, 'scan' | 'write'>> => {
  process.env['TABLE_NAME'] = `parley-${profile}-error-groups`;
  const { openTable } = await import('../../adapters/table/dynamodb.ts');
  return openTable();
};

const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const lineOf = (group: ErrorGroup): string[] => [
  `${group.fingerprint}  ${group.state === 'open' ? 'open    ' : 'resolved'}  ${String(group.count).padStart(7)}  ${minute(group.firstSeen)} – ${minute(group.lastSeen)}  ${group.firstRelease} – ${group.lastRelease}`,
  `    ${group.service}: ${group.name}, ${[group.logged, group.reason].filter((part) => part !== '').join(': ')}`,
  ...group.frames.slice(0, 3).map((frame) => `    ${frame}`),
  ...(group.correlationId === null ? [] : [`    last correlation id ${group.correlationId}`]),
];

/** The output of a command. @throws with a message for the user */
export const linesOf = async (
  table: Pick<Table, 'scan' | 'write'>,
  now: number,
  command: string | undefined,
  fingerprint: string | undefined,
): Promise<string[]> => {
  if (command === 'list') {
    const groups = await listGroups(table);
    return groups.length === 0 ? ['no errors'] : groups.flatMap(lineOf);
  }
  if (command !== 'resolve' || fingerprint === undefined) throw new Error('npm run errors -- list | resolve <fingerprint> [--profile dev|prod]');
  try {
    const { name, service } = await resolveGroup(table, now, fingerprint);
    return [`resolved: ${service}: ${name}. If it occurs again, an alarm fires.`];
  } catch (error) {
    if (error instanceof TransactionRefused) throw new Error(`there is no group ${fingerprint}`, { cause: error });
    throw error;
  }
};
