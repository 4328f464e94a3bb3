import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { RuleImport, RuleImportResult } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import form from '../../parts/form/form.module.css';
import { Pill } from '../../parts/marks.tsx';
import { toast } from '../../parts/toast.tsx';
import builder from '../conditions/builder.module.css';
import { useReadAgain } from '../data/use-settings.ts';
import { Page, Row, Rows, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { diffOf, exportAll, type RuleDiff, rulesOf, shownValue } from './travel.ts';
import { useRuleWords } from './words.ts';

interface Tried {
  readonly rules: RuleImport['rules'];
  readonly result: RuleImportResult;
  readonly diff: readonly RuleDiff[];
}

function DiffRow({ diff }: { readonly diff: RuleDiff }) {
  const { t } = useLingui();
  const words = useRuleWords();
  return (
    <Row
      title={diff.name}
      sub={diff.changes.map(({ field, from, to }) => (
        <span key={field} className={builder.change} dir="auto">
          {words.part(field)}: <del>{shownValue(from)}</del> → <ins>{shownValue(to)}</ins>
        </span>
      ))}
      end={diff.kind === 'new' ? <Pill tone="info">{t`New`}</Pill> : diff.kind === 'changed' ? <Pill tone="warn">{t`Changed`}</Pill> : t`Unchanged`}
    />
  );
}

/** Rules of a file: first what an import would do, then the import. All or none. */
export function ImportRules() {
  const { t } = useLingui();
  const { api } = useHub();
  const navigate = useNavigate();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const [isWrong, setIsWrong] = useState(false);
  const [tried, setTried] = useState<Tried>();

  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setTried(undefined);
    attempt.forget();
    const rules = rulesOf(await file.text());
    setIsWrong(rules === undefined);
    if (rules === undefined) return;
    await attempt.run(async () => {
      const [result, existing] = await Promise.all([
        api.POST('/v1/rules/import', { body: { rules, dryRun: true } }),
        exportAll((cursor) => api.GET('/v1/rules/export', { params: { query: cursor === undefined ? {} : { cursor } } })),
      ]);
      setTried({ rules, result, diff: diffOf(existing, rules) });
    });
  };
  const run = ({ rules }: Tried): Promise<boolean> =>
    attempt.run(async () => {
      const { created, changed } = await api.POST('/v1/rules/import', { body: { rules, dryRun: false } });
      await readAgain('rules');
      toast({ text: plural(created + changed, { one: '# rule was imported.', other: '# rules were imported.' }) });
      await navigate({ to: '/settings/$section', params: { section: 'rules' } });
    });
  const counted = ({ created, changed, unchanged }: RuleImportResult): string =>
    [
      plural(created, { one: '# new rule', other: '# new rules' }),
      plural(changed, { one: '# rule changes', other: '# rules change' }),
      plural(unchanged, { one: '# rule stays as it is', other: '# rules stay as they are' }),
    ].join(' · ');
  const canImport = tried !== undefined && tried.result.created + tried.result.changed > 0;
  return (
    <Page
      title={t`Import rules`}
      back={{ section: 'rules', label: t`Rules` }}
      hint={t`From a file that was exported, here or in another workspace. A rule with a known ID is replaced; other rules stay.`}
    >
      <Section
        title={t`File`}
        hint={<span role="status">{tried === undefined ? t`Nothing is changed before you have seen what would change.` : counted(tried.result)}</span>}
        action={
          <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => void take(files?.[0])}>
            <Button isDisabled={attempt.isBusy}>
              <Trans>Choose a file…</Trans>
            </Button>
          </FileTrigger>
        }
      >
        {isWrong && (
          <p role="alert" className={form.alert}>
            <Trans>This is no file of exported rules.</Trans>
          </p>
        )}
        <Refused refusal={attempt.refusal} />
        {tried?.result.warnings?.map(({ message }) => (
          <p key={message} role="alert">
            {message}
          </p>
        ))}
        {tried !== undefined && (
          <Rows>
            {tried.diff.map((diff) => (
              <DiffRow key={diff.at} diff={diff} />
            ))}
          </Rows>
        )}
        {canImport && (
          <div className={form.bar}>
            <Button look="primary" isDisabled={attempt.isBusy} onPress={() => void run(tried)}>
              <Trans>Import</Trans>
            </Button>
          </div>
        )}
      </Section>
    </Page>
  );
}
