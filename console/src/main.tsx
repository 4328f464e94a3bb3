import './style/index.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { StrictMode, useSyncExternalStore } from 'react';
import { I18nProvider as AriaLocale } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { languageOf, readLook } from './data/look.ts';
import { activate } from './i18n/load.ts';
import { createKeyboard } from './keys/registry.ts';
import { KeyboardContext, listen } from './keys/use-keys.ts';
import { Toasts } from './parts/toast.tsx';
import { App } from './screens/app.tsx';

const keyboard = createKeyboard();
const root = createRoot(document.querySelector('#app') as Element);

function Page() {
  const language = useSyncExternalStore(
    (listener) => i18n.on('change', listener),
    () => i18n.locale,
  );
  return (
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={language}>
        <KeyboardContext value={keyboard}>
          <App />
          <Toasts />
        </KeyboardContext>
      </AriaLocale>
    </I18nProvider>
  );
}

async function start(): Promise<void> {
  await activate(languageOf(readLook()));
  if (import.meta.env.DEV && location.pathname === `${import.meta.env.BASE_URL}__stories`) {
    const { Stories } = await import('./stories/stories.tsx');
    root.render(<Stories />);
    return;
  }
  listen(keyboard);
  root.render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}

void start();
