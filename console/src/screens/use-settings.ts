import { useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Me } from '../../../client/api.ts';
import { keepLook, readLook } from '../data/look.ts';
import { keepWays, readWays } from '../data/tell.ts';
import { useHub } from '../data/use-hub.ts';
import { LANGUAGES, type Language } from '../i18n/languages.ts';
import { activate } from '../i18n/load.ts';
import { toast } from '../parts/toast.tsx';
import { useSession } from './session-context.ts';

export interface Setting {
  readonly id: string;
  readonly label: string;
  readonly section?: string;
  readonly isOn: boolean;
  readonly run: () => void;
}

type Availability = NonNullable<Me['availability']>['availability'];

/** One's own availability, as the hub has it. */
export function useAvailability(): Availability | undefined {
  const { api, me } = useHub();
  const { data } = useQuery({ queryKey: ['me'], queryFn: () => api.GET('/v1/me'), initialData: me, staleTime: 60_000 });
  return data.availability?.availability;
}

/** What somebody sets for themselves: for the menu behind their name, and for the palette. */
export function useSettings(): readonly Setting[] {
  const { t, i18n } = useLingui();
  const { api, me } = useHub();
  const client = useQueryClient();
  const { signOut } = useSession();
  const availability = useAvailability();
  const [look, setLook] = useState(readLook);
  const [ways, setWays] = useState(readWays);
  const be = async (wanted: Availability): Promise<void> => {
    try {
      client.setQueryData(['me'], await api.PATCH('/v1/me', { body: { availability: wanted } }));
      void client.invalidateQueries({ queryKey: ['directory'] });
    } catch {
      toast({ text: t`Your availability did not change. Try again.`, isError: true });
    }
  };
  const turn = async (change: Parameters<typeof keepWays>[0]): Promise<void> => {
    const now = await keepWays(change);
    setWays(now);
    if (change.browser === true && !now.browser) toast({ text: t`The browser does not allow notifications for this page.`, isError: true });
  };
  const words: Readonly<Record<Availability, string>> = { online: t`I am here`, away: t`I am away`, out_of_office: t`I am out of office` };
  const theme = (wanted: 'light' | 'dark' | undefined): void => setLook(keepLook({ theme: wanted }));
  const section = { me: t`Availability`, page: t`Appearance`, alerts: t`Notifications`, language: t`Language of the page` };
  return [
    ...(me.availability === null
      ? []
      : (Object.keys(words) as Availability[]).map((id) => ({
          id: `be:${id}`,
          label: words[id],
          section: section.me,
          isOn: availability === id,
          run: () => void be(id),
        }))),
    { id: 'browser', label: t`By the browser`, section: section.alerts, isOn: ways.browser, run: () => void turn({ browser: !ways.browser }) },
    { id: 'sound', label: t`By a sound`, section: section.alerts, isOn: ways.sound, run: () => void turn({ sound: !ways.sound }) },
    { id: 'theme:auto', label: t`Theme of this machine`, section: section.page, isOn: look.theme === undefined, run: () => theme(undefined) },
    { id: 'theme:light', label: t`Light theme`, section: section.page, isOn: look.theme === 'light', run: () => theme('light') },
    { id: 'theme:dark', label: t`Dark theme`, section: section.page, isOn: look.theme === 'dark', run: () => theme('dark') },
    {
      id: 'compact',
      label: t`Compact rows`,
      section: section.page,
      isOn: look.density === 'compact',
      run: () => setLook(keepLook({ density: look.density === 'compact' ? undefined : 'compact' })),
    },
    ...(Object.entries(LANGUAGES) as [Language, string][]).map(([id, label]) => ({
      id: `language:${id}`,
      label,
      section: section.language,
      isOn: i18n.locale === id,
      run: () => {
        setLook(keepLook({ language: id }));
        void activate(id);
      },
    })),
    { id: 'out', label: t`Sign out`, isOn: false, run: () => void signOut() },
  ];
}
