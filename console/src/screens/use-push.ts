import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import type { PushWords } from '../data/push.ts';
import { hasPushes, onNotificationOpened } from '../data/push-registration.ts';
import { useHub } from '../data/use-hub.ts';
import { directionOf, type Language } from '../i18n/languages.ts';

/** The worker's texts, and the name of this browser in the list of devices. */
export function usePushWords(): { readonly words: PushWords; readonly name: string } {
  const { t, i18n } = useLingui();
  return useMemo(() => {
    const count = '{count}';
    return {
      words: { message: t`New message`, unread: t`Unread: ${count}`, lang: i18n.locale, dir: directionOf(i18n.locale as Language) },
      name: t`Console in this browser`,
    };
  }, [t, i18n.locale]);
}

/** Opens what a notification is about, and keeps this browser among the devices. */
export function usePush(): void {
  const { api, me } = useHub();
  const navigate = useNavigate();
  const { words, name } = usePushWords();
  useEffect(() => onNotificationOpened((path) => void navigate({ to: path as '/' })), [navigate]);
  useEffect(() => {
    if (!hasPushes()) return;
    void import('../data/push.ts').then(({ renewPush }) => renewPush(api, me.id, name, words)).catch(() => undefined);
  }, [api, me.id, name, words]);
}
