import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import type { ComponentType } from 'react';
import { I18nProvider as AriaLocale } from 'react-aria-components';
import styles from './stories.module.css';

const MODULES = import.meta.glob<Record<string, ComponentType>>('../**/*.stories.tsx', { eager: true });

/** Every part in its states, in development only. */
export function Stories() {
  return (
    <I18nProvider i18n={i18n}>
      <AriaLocale locale={i18n.locale}>
        <main className={styles.page}>
          {Object.entries(MODULES).map(([file, stories]) => (
            <section key={file} className={styles.file}>
              <h2 className={styles.heading}>{file.replace('../', '').replace('.stories.tsx', '')}</h2>
              {Object.entries(stories).map(([name, Story]) => (
                <figure key={name} className={styles.story} data-story={name}>
                  <figcaption className={styles.name}>{name}</figcaption>
                  <Story />
                </figure>
              ))}
            </section>
          ))}
        </main>
      </AriaLocale>
    </I18nProvider>
  );
}
