import { type Check, failed, passed, type Verdict } from './check.ts';
import { command } from './command.ts';

/** The output of `npm audit --json` (npm 10 and 11): counts by severity, or an error. */
interface Answer {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range?: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly detail?: string };
}

const SERIOUS = ['high', 'critical'];

/** Known vulnerabilities of at least `high` fail. If the registry does not support audits, the check is neither passed nor skipped. */
export function verdictOfAudit(out: string): Verdict {
  const answer = parsed(out);
  const counts = answer?.metadata?.vulnerabilities;
  if (counts === undefined) {
    const [reason] = (answer?.message ?? '').split(' - ');
    return { ok: null, note: `not supported by this registry${reason ? ` (${reason})` : ''}` };
  }
  const serious = SERIOUS.reduce((sum, severity) => sum + (counts[severity] ?? 0), 0);
  if (serious === 0) return passed(`${counts['total'] ?? 0} below high`);
  const named = Object.entries(answer?.vulnerabilities ?? {}).filter(([, { severity }]) => SERIOUS.includes(severity));
  return failed(`${serious} high or critical`, named.map(([name, { severity, range }]) => `${name} ${range ?? ''}: ${severity}`).join('\n'));
}

function parsed(out: string): Answer | undefined {
  try {
    return JSON.parse(out) as Answer;
  } catch {
    return undefined;
  }
}

export const audit: Check = {
  name: 'npm audit',
  async run() {
    const { out } = await command('npm', ['audit', '--json'], { seconds: 60 });
    return verdictOfAudit(out);
  },
};
