import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { isCancelled } from '../../data/passkeys.ts';
import { type Refusal, refusalOf } from '../data/problem.ts';

export interface Attempt {
  readonly isBusy: boolean;
  readonly refusal: Refusal | undefined;
  /** Runs a call of the API. `names` of fields take their messages. True: it worked. */
  run(work: () => Promise<unknown>, names?: readonly string[]): Promise<boolean>;
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
