import { type ComponentType, lazy, Suspense } from 'react';
import type { FactorNeededProps } from '../settings/account/factor-needed.tsx';
import type { LinkPageProps } from '../settings/account/link-page.tsx';
import type { TourProps } from '../welcome/tour.tsx';

/** Screens that are loaded, with their texts, when somebody needs them. */
const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
  const Loaded = lazy(async () => {
    const [{ loadTexts }, screen] = await Promise.all([import('../settings/texts.ts'), load()]);
    await loadTexts();
    return { default: screen };
  }) as unknown as ComponentType<P>;
  return function Later(props: P) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
};

export const Settings = later<object>(async () => (await import('../settings/settings.tsx')).Settings);
export const LinkPage = later<LinkPageProps>(async () => (await import('../settings/account/link-page.tsx')).LinkPage);
export const FactorNeeded = later<FactorNeededProps>(async () => (await import('../settings/account/factor-needed.tsx')).FactorNeeded);
export const Chats = later<object>(async () => (await import('../chats/chats.tsx')).Chats);
export const Desk = later<object>(async () => (await import('../desk/desk.tsx')).Desk);
export const FirstRun = later<object>(async () => (await import('../welcome/first-run.tsx')).FirstRun);
export const Tour = later<TourProps>(async () => (await import('../welcome/tour.tsx')).Tour);
