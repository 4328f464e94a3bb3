import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { IconButton } from '../../parts/button.tsx';

export interface MoveProps {
  readonly name: string;
  readonly at: number;
  readonly of: number;
  readonly isBusy: boolean;
  readonly to: (at: number) => void;
}

/** Moves an entry of an ordered list by one place. */
export function Move({ name, at, of, isBusy, to }: MoveProps) {
  const { t } = useLingui();
  return (
    <>
      <IconButton label={t`Move ${name} up`} icon={<ArrowUp size={16} strokeWidth={1.75} />} isDisabled={isBusy || at === 0} onPress={() => to(at - 1)} />
      <IconButton
        label={t`Move ${name} down`}
        icon={<ArrowDown size={16} strokeWidth={1.75} />}
        isDisabled={isBusy || at === of - 1}
        onPress={() => to(at + 1)}
      />
    </>
  );
}
