import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** `npm run console-messages` writes the messages of the sources to src/locales. The English text is the source. */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'it', 'de', 'ar'],
  catalogs: [
    {
      path: '<rootDir>/src/locales/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['**/*.stories.tsx', '**/src/settings/**', '**/src/chats/**', '**/src/desk/**', '**/src/welcome/**'],
    },
    // Loaded with the screens that it is for: each of these folders loads when somebody opens one.
    {
      path: '<rootDir>/src/settings/locales/{locale}/texts',
      include: ['<rootDir>/src/settings', '<rootDir>/src/chats', '<rootDir>/src/desk', '<rootDir>/src/welcome'],
    },
  ],
  // Where a message is used changes more often than the message.
  format: formatter({ origins: false }),
});
