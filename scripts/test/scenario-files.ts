import { globSync } from 'node:fs';

/**
 * Stories that spend most of their time waiting: for a poller, for pauses between retries, for a time-out, for a hub to start. `npm test` runs them side by
 * side. None of them measures, bounds how long something may take from above, or kills at a moment that it has to hit; each asks of the shared hub only
 * what its own tenant sees, or starts a hub of its own. All other stories run alone afterwards, so a new one does until it is listed here.
 */
export const SIDE_BY_SIDE: readonly string[] = [
  'bulk-job',
  'console',
  'damaged-files',
  'engine-down',
  'fuzz',
  'imap',
  'linkedin',
  'lost-access',
  'mail-events',
  'mail-replies',
  'origin-setup',
  'outbound',
  'pages',
  'polling',
  'projections',
  'reactions',
  'rebuild',
  'replies-under-fire',
  'seed',
  'telegram',
  'ticket-helper',
  'topic-table',
  'trustpilot',
  'twilio',
  'user-service',
  'whatsapp-files',
  'x',
];

/** How many at once on two cores: enough to fill the waits. The start of a set of real engines keeps both cores busy. */
export const atOnce = (tier: string): number => (tier === 'scenarios-real' ? 2 : 3);

const fileOf = (name: string): string => `test/scenarios/${name}.test.ts`;

/** The files of the stories, from the root of the repository: first those that run side by side, then those that run alone. */
export const scenarioFiles = (): { readonly together: readonly string[]; readonly alone: readonly string[] } => {
  const together = SIDE_BY_SIDE.map(fileOf);
  const all = globSync('test/scenarios/*.test.ts');
  return { together, alone: all.filter((file) => !together.includes(file)).toSorted() };
};
