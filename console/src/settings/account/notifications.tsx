import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { pushState, turnPushOff, turnPushOn } from '../../data/push.ts';
import { useHub } from '../../data/use-hub.ts';
import { Button } from '../../parts/button.tsx';
import { Switch } from '../../parts/form/check.tsx';
import { Pill } from '../../parts/marks.tsx';
import { usePushWords } from '../../screens/use-push.ts';
import { useSettings } from '../../screens/use-settings.ts';
import { useOne, useReadAgain } from '../data/use-settings.ts';
import { Loaded, Page, Section } from '../parts/page.tsx';
import { Refused } from '../parts/refused.tsx';
import { useAttempt } from '../parts/use-attempt.ts';

function Push() {
  const { t } = useLingui();
  const { api, me } = useHub();
  const readAgain = useReadAgain();
  const attempt = useAttempt();
  const { words, name } = usePushWords();
  const [isRefused, setIsRefused] = useState(false);
  const state = useOne(['push'], () => pushState(api, me.id));
  const turn = (isOn: boolean): void =>
    void attempt.run(async () => {
      setIsRefused(false);
      try {
        await (isOn ? turnPushOn(api, me.id, name, words) : turnPushOff(api));
      } catch (error) {
        // What the browser or its push service refuses is no answer of the hub.
        if (!(error instanceof DOMException)) throw error;
        setIsRefused(true);
      }
      await Promise.all([readAgain('push'), readAgain('devices')]);
    });
  return (
    <Section
      title={t`When Parley is closed`}
      hint={t`Pushes tell you what comes in your groups, directs and chats while you are away. Messages of customers are told while Parley is open.`}
    >
      <Loaded query={state}>
        {(now) => {
          if (now === 'unsupported') return <p>{t`This browser, or this Parley, has no pushes.`}</p>;
          if (now === 'denied') return <p>{t`The browser does not allow notifications for this page. Change it in the browser’s settings for this site.`}</p>;
          return now === 'on' ? (
            <div>
              <Pill tone="info">{t`On in this browser`}</Pill> <Button isDisabled={attempt.isBusy} onPress={() => turn(false)}>{t`Turn off`}</Button>
            </div>
          ) : (
            <div>
              <Button look="primary" isDisabled={attempt.isBusy} onPress={() => turn(true)}>{t`Turn on in this browser`}</Button>
            </div>
          );
        }}
      </Loaded>
      {isRefused && <p role="alert">{t`The browser’s push service refused. Try again later.`}</p>}
      <Refused refusal={attempt.refusal} />
    </Section>
  );
}

/** What tells me that something has come: in this browser, while the page is open and when it is not. */
export function Notifications() {
  const { t } = useLingui();
  const ways = useSettings().filter(({ id }) => id === 'browser' || id === 'sound');
  return (
    <Page title={t`Notifications`}>
      <Section title={t`While Parley is open`} hint={t`New tickets, answers to yours and notes that name you.`}>
        {ways.map(({ id, label, isOn, run }) => (
          <Switch key={id} label={label} isSelected={isOn} onChange={run} />
        ))}
      </Section>
      <Push />
    </Page>
  );
}
