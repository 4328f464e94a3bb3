import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactElement, Suspense, useState } from 'react';
import { naps } from '../data/snooze.ts';
import { moment } from '../i18n/format.ts';
import { useKeys } from '../keys/use-keys.ts';
import { Dialog } from '../parts/dialog.tsx';
import { type Choice, Menu } from '../parts/menu.tsx';

const SnoozeTime = lazy(() => import('./snooze-time.tsx'));
const CHOOSE = 'choose';

export interface SnoozeProps {
  readonly button: ReactElement;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChoose: (at: Date) => void;
}

export interface Naps {
  /** For a menu: the usual times, and another one. */
  readonly choices: readonly Choice[];
  choose(id: string): void;
  /** Asks for another time. */
  readonly dialog: ReactElement;
  readonly isAsking: boolean;
}

/** The same times in the palette. */
export function useNapKeys({ choices, choose }: Naps): void {
  const { t } = useLingui();
  const group = t`This ticket`;
  useKeys(choices.map(({ id, label }) => ({ id: `snooze:${id}`, keys: '', label: `${t`Snooze`}: ${label}`, group, run: () => choose(id) })));
}

/** Times to sleep until: the usual ones, a typed length such as `3h`, or a date and time. */
export function useNaps(onChoose: (at: Date) => void): Naps {
  const { t, i18n } = useLingui();
  const [isChoosing, setIsChoosing] = useState(false);
  const labels = { later: t`Later today`, tomorrow: t`Tomorrow`, monday: t`Monday` };
  const times = naps(new Date()).map(({ id, at }) => ({ id, at, label: `${labels[id]} · ${moment(i18n.locale, at.toISOString())}` }));
  return {
    choices: [...times.map(({ id, label }) => ({ id: id as string, label })), { id: CHOOSE, label: t`Another time…` }],
    choose(id) {
      const nap = times.find((one) => one.id === id);
      if (nap === undefined) setIsChoosing(true);
      else onChoose(nap.at);
    },
    dialog: <SnoozeDialog isOpen={isChoosing} onOpenChange={setIsChoosing} onChoose={onChoose} />,
    isAsking: isChoosing,
  };
}

export function Snooze({ button, isOpen, onOpenChange, onChoose }: SnoozeProps) {
  const { t } = useLingui();
  const naps = useNaps(onChoose);
  useNapKeys(naps);
  return (
    <>
      <Menu label={t`Snooze`} isOpen={isOpen} onOpenChange={onOpenChange} button={button} choices={naps.choices} onChoose={naps.choose} />
      {naps.dialog}
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
