import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Queue } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Empty } from '../../parts/empty.tsx';
import { groupOf, leavesOf } from '../conditions/groups.ts';
import { moved, ranksOf } from '../data/order.ts';
import { useAll, useReadAgain } from '../data/use-settings.ts';
import { Move } from '../parts/move.tsx';
import { NewButton } from '../parts/new-button.tsx';
import { Loaded, Page, Row, Rows } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

function useSummary() {
  const { t } = useLingui();
  return ({ condition, visibleTo }: Queue): string => {
    const tests = leavesOf(groupOf(condition));
    const viewers = visibleTo.teamIds.length + visibleTo.agentIds.length;
    const what = tests === 0 ? t`Every ticket` : plural(tests, { one: '# test', other: '# tests' });
    const who = viewers === 0 ? t`visible to everybody` : plural(viewers, { one: 'visible to # team or agent', other: 'visible to # teams or agents' });
    return `${what} · ${who}`;
  };
}

export function Queues() {
  const { t } = useLingui();
  const { api } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const summary = useSummary();
  const queues = useAll(['queues'], (cursor) => api.GET('/v1/queues', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } }));
  const move = (items: readonly Queue[], from: number, to: number): void =>
    void attempt.run(async () => {
      for (const { id, rank } of ranksOf(moved(items, from, to).map((queue) => ({ id: queue.id, rank: queue.priority }))))
        await api.PATCH('/v1/queues/{id}', { params: { path: { id } }, body: { priority: rank } });
      await readAgain('queues');
    });
  return (
    <Page
      title={t`Queues`}
      hint={t`Lists of tickets that a condition fills. Agents see them in this order.`}
      action={<NewButton section="queues">{t`New queue`}</NewButton>}
    >
      <Refused refusal={attempt.refusal} />
      <Loaded query={queues}>
        {(items) =>
          items.length === 0 ? (
            <Empty>
              <Trans>No queue yet. Without one, everybody sees every ticket.</Trans>
            </Empty>
          ) : (
            <Rows>
              {items.map((queue, at) => (
                <Row
                  key={queue.id}
                  to={{ section: 'queues', id: queue.id }}
                  title={queue.name}
                  sub={summary(queue)}
                  tools={<Move name={queue.name} at={at} of={items.length} isBusy={attempt.isBusy} to={(next) => move(items, at, next)} />}
                />
              ))}
            </Rows>
          )
        }
      </Loaded>
    </Page>
  );
}
