import { Trans, useLingui } from '@lingui/react/macro';
import type { Rule } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Empty } from '../../parts/empty.tsx';
import form from '../../parts/form/form.module.css';
import { Pill } from '../../parts/marks.tsx';
import { moved, ranksOf } from '../data/order.ts';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Move } from '../parts/move.tsx';
import { NewButton } from '../parts/new-button.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { Transfer } from './transfer.tsx';
import { useRuleWords } from './words.ts';

export function Rules() {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const words = useRuleWords();
  const rules = useAll(['rules'], (cursor) => api.GET('/v1/rules', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const move = (items: readonly Rule[], from: number, to: number): void =>
    void attempt.run(async () => {
      for (const { id, rank } of ranksOf(moved(items, from, to).map((rule) => ({ id: rule.id, rank: rule.weight }))))
        await api.PATCH('/v1/rules/{id}', { params: { path: { id } }, body: { weight: rank } });
      await readAgain('rules');
    });
  return (
    <Page
      title={t`Rules`}
      hint={t`What happens by itself. They run in this order, each with what those before it changed.`}
      action={
        <div className={form.bar}>
          <Transfer attempt={attempt} isEmpty={rules.data?.length === 0} />
          <NewButton section="rules">{t`New rule`}</NewButton>
        </div>
      }
    >
      <Refused refusal={attempt.refusal} />
      <Loaded query={rules}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No rule yet. A rule can give tickets to a team, tag them, or answer at once.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((rule, at) => (
                <Row
                  key={rule.id}
                  to={{ section: 'rules', id: rule.id }}
                  title={rule.name}
                  sub={`${words.event(rule.event)} → ${rule.actions.map(({ type }) => words.action(type)).join(', ')}`}
                  end={!rule.enabled && <Pill tone="warn">{t`Disabled`}</Pill>}
                  tools={<Move name={rule.name} at={at} of={items.length} isBusy={attempt.isBusy} to={(next) => move(items, at, next)} />}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
