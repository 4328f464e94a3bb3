import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { naps } from '../data/snooze.ts';
import { moment } from '../i18n/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Menu } from '../parts/menu.tsx';

const SnoozeTime = lazy(() => import('./snooze-time.tsx'));
const CHOOSE = 'choose';

export interface SnoozeProps {
  readonly button: ReactElement;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChoose: (at: Date) => void;
}

/** Times to sleep until: the usual ones, a typed length such as `3h`, or a date and time. */
export function Snooze({ button, isOpen, onOpenChange, onChoose }: SnoozeProps) {
  const { t, i18n } = useLingui();
  const [isChoosing, setIsChoosing] = useState(false);
  const labels = { later: t`Later today`, tomorrow: t`Tomorrow`, monday: t`Monday` };
  const times = naps(new Date()).map(({ id, at }) => ({ id, at, label: `${labels[id]} · ${moment(i18n.locale, at.toISOString())}` }));
  const group = t`This ticket`;
  const named = (label: string): string => `${t`Snooze`}: ${label}`;
  useKeys([
    ...times.map(({ id, at, label }) => ({ id: `snooze:${id}`, keys: '', label: named(label), group, run: () => onChoose(at) })),
    { id: 'snooze:choose', keys: '', label: named(t`Another time…`), group, run: () => setIsChoosing(true) },
  ]);
  return (
    <>
      <Menu
        label={t`Snooze`}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        button={button}
        choices={[...times.map(({ id, label }) => ({ id: id as string, label })), { id: CHOOSE, label: t`Another time…` }]}
        onChoose={(chosen) => {
          const nap = times.find(({ id }) => id === chosen);
          if (nap === undefined) setIsChoosing(true);
          else onChoose(nap.at);
        }}
      />
      <SnoozeDialog isOpen={isChoosing} onOpenChange={setIsChoosing} onChoose={onChoose} />
    </>
  );
}

/** A length or a date in a dialog. */
export function SnoozeDialog({ isOpen, onOpenChange, onChoose }: Omit<SnoozeProps, 'button'>) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Snooze until`} isOpen={isOpen} onOpenChange={onOpenChange}>
      <Suspense>
        <SnoozeTime
          onChoose={(at) => {
            onOpenChange(false);
            onChoose(at);
          }}
        />
      </Suspense>
    </Dialog>
  );
}
