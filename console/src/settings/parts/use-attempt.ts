import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { isCancelled } from '../../data/passkeys.ts';
import { type Refusal, refusalOf, withoutField } from '../data/problem.ts';

export interface Attempt {
  readonly isBusy: boolean;
  readonly refusal: Refusal | undefined;
  /** Runs a call of the API. `names` of fields take their messages. True: it worked. */
  run(work: () => Promise<unknown>, names?: readonly string[]): Promise<boolean>;
  /** Somebody types in this field: its message has had its effect, and goes before the button is pressed, which would move away. */
  mend(name: string): void;
  forget(): void;
}

/** One call at a time, and what became of it. */
export function useAttempt(): Attempt {
  const { t } = useLingui();
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const isRunning = useRef(false);
  return {
    isBusy,
    refusal,
    mend: (name) => setRefusal((before) => (before?.fields[name] === undefined ? before : withoutField(before, name))),
    forget: () => setRefusal(undefined),
    async run(work, names = []) {
      if (isRunning.current) return false;
      isRunning.current = true;
      setIsBusy(true);
      setRefusal(undefined);
      try {
        await work();
        return true;
      } catch (error) {
        if (!isCancelled(error)) setRefusal(refusalOf(error, names, t`Parley cannot be reached. Nothing was changed. Try again.`));
        return false;
      } finally {
        isRunning.current = false;
        setIsBusy(false);
      }
    },
  };
}
