import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Job, RuleDryRun, RuleDryRunResult } from '../../../../client/api.ts';
import { useDirectory, useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import form from '../../parts/form/form.module.css';
import { Select } from '../../parts/form/select.tsx';
import builder from '../conditions/builder.module.css';
import { finished } from '../data/jobs.ts';
import { Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import styles from '../parts/settings.module.css';
import type { Attempt } from '../parts/use-attempt.ts';
import { type Draft, ruleOf } from './draft.ts';
import { useRuleWords } from './words.ts';

const DAYS = ['1', '7', '30'] as const;
const LISTED = 20;

/** A rule that is tried needs no name yet. */
function triedOf(draft: Draft): RuleDryRun['rule'] {
  const { name, ...rule } = ruleOf(draft);
  return (name === '' ? rule : { ...rule, name }) as RuleDryRun['rule'];
}

/** Tries the rule as it is on the screen, saved or not. Nothing is changed and nothing is sent. */
export function DryRun({ draft, attempt, names }: { readonly draft: Draft; readonly attempt: Attempt; readonly names: () => readonly string[] }) {
  const { t } = useLingui();
  const { api } = useHub();
  const { agents, teams } = useDirectory();
  const words = useRuleWords();
  const [days, setDays] = useState('7');
  const [result, setResult] = useState<RuleDryRunResult>();
  const run = async (): Promise<void> => {
    setResult(undefined);
    const answer = (await api.POST('/v1/rules/dry-run', { body: { rule: triedOf(draft), days: Number(days), limit: LISTED } })) as RuleDryRunResult | Job;
    const done = 'kind' in answer ? (await finished(answer, (id) => api.GET('/v1/jobs/{id}', { params: { path: { id } } }))).result : answer;
    setResult(done as RuleDryRunResult);
  };
  const shown = (value: unknown): string => {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
    if (Array.isArray(value)) return value.map(shown).join(', ');
    if (typeof value === 'object') return JSON.stringify(value);
    const text = String(value as string | number | boolean);
    return [...agents, ...teams].find(({ id }) => id === text)?.name ?? text;
  };
  const options = DAYS.map((id) => ({ id, label: plural(Number(id), { one: 'Tickets of the last day', other: 'Tickets of the last # days' }) }));
  const changed = result?.items.length ?? 0;
  return (
    <Section title={t`Try it`} hint={t`What the rule would do, as it is here. Nothing is changed and nothing is sent.`}>
      <div className={form.bar}>
        <span role="status">
          {result !== undefined &&
            `${plural(result.matched, { one: '# ticket matches', other: '# tickets match' })} · ${plural(changed, { one: '# would change', other: '# would change' })}`}
        </span>
        <Select isBare label={t`Tickets to try it on`} options={options} value={days} onChange={setDays} />
        <Button isDisabled={attempt.isBusy} onPress={() => void attempt.run(run, names())}>
          <Trans>Try</Trans>
        </Button>
      </div>
      <Refused refusal={attempt.refusal} />
      {changed > 0 && (
        <ul className={styles.rows}>
          {result?.items.map(({ ticketId, sequence, changes }) => (
            <li key={ticketId} className={styles.row}>
              <Link to="/inbox/$queue/$ticket" params={{ queue: 'all', ticket: ticketId }} className={styles.back ?? ''}>
                #{sequence}
              </Link>
              <span className={styles.rowText}>
                {changes.map(({ field, from, to }) => (
                  <span key={field} className={builder.change}>
                    {words.field(field)}: <del>{shown(from)}</del> → <ins>{shown(to)}</ins>
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
