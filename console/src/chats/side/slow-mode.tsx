import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Group } from '../../../../client/api.ts';
import { useHub } from '../../data/use-hub.ts';
import { Select } from '../../parts/form/select.tsx';
import { Refused } from '../../settings/parts/refused.tsx';
import { useAttempt } from '../../settings/parts/use-attempt.ts';

const STEPS = [0, 10, 30, 60, 300, 900, 3600];

/** How long plain members wait between two messages. */
export function SlowMode({ group: { id, slowModeSeconds }, changed }: { readonly group: Group; readonly changed: () => void }) {
  const { t } = useLingui();
  const { api } = useHub();
  const attempt = useAttempt();
  const labelOf = (seconds: number): string => {
    if (seconds === 0) return t`Off`;
    if (seconds % 60 !== 0) return plural(seconds, { one: '# second', other: '# seconds' });
    return plural(seconds / 60, { one: '# minute', other: '# minutes' });
  };
  const choose = async (seconds: number): Promise<void> => {
    if (seconds === slowModeSeconds) return;
    await attempt.run(() => api.PATCH('/v1/groups/{id}', { params: { path: { id } }, body: { slowModeSeconds: seconds } }));
    changed();
  };
  return (
    <div>
      <Select
        label={t`Slow mode`}
        hint={t`How long plain members wait between two messages.`}
        isDisabled={attempt.isBusy}
        value={String(slowModeSeconds)}
        options={[...new Set([...STEPS, slowModeSeconds])].toSorted((a, b) => a - b).map((seconds) => ({ id: String(seconds), label: labelOf(seconds) }))}
        onChange={(seconds) => void choose(Number(seconds))}
      />
      <Refused refusal={attempt.refusal} />
    </div>
  );
}
