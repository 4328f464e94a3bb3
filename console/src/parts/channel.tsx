import styles from './avatar.module.css';
import { classes } from './classes.ts';

/** Own drawings in a square of 24: no icon set has all of these channels. */
const PATHS: Readonly<Record<string, string>> = {
  whatsapp:
    'M12 3a9 9 0 0 0-7.7 13.6L3 21l4.6-1.2A9 9 0 1 0 12 3zM9 7.6c.3 0 .6.1.7.5l.6 1.5c.1.3 0 .6-.2.8l-.6.6c.6 1.3 1.6 2.2 2.9 2.8l.7-.8c.2-.2.5-.3.8-.2l1.5.7c.3.1.5.4.5.8-.1 1.3-1.1 2.1-2.3 2.1C10 16.4 7.4 13.3 7.2 9.9c0-1.3.7-2.3 1.8-2.3z',
  facebook: 'M13.6 21v-7.7h2.7l.4-3.1h-3.1V8.2c0-.9.3-1.5 1.6-1.5h1.6V3.9c-.3 0-1.2-.1-2.3-.1-2.4 0-4 1.4-4 4v2.4H7.8v3.1h2.7V21z',
  instagram:
    'M8 3h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5zm0 2a3 3 0 0 0-3 3v8a3 3 0 0 0 3 3h8a3 3 0 0 0 3-3V8a3 3 0 0 0-3-3zm4 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm0 2a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zm5-3.7a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z',
  x: 'M4 4h4.6l4 5.5L17.4 4H20l-6.2 7.2L20.5 20h-4.6l-4.4-6-5.1 6H3.8l6.5-7.6z',
  linkedin:
    'M4 9h3.4v11H4zM5.7 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM10 9h3.2v1.5c.6-1 1.7-1.8 3.3-1.8 3.1 0 3.7 2 3.7 4.7V20h-3.4v-5.8c0-1.4 0-2.7-1.7-2.7s-1.8 1.2-1.8 2.6V20H10z',
  mail: 'M5 5.5h14a2 2 0 0 1 2 2v.4l-9 5.6-9-5.6v-.4a2 2 0 0 1 2-2zm16 4.7v6.3a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-6.3l9 5.6z',
  trustpilot: 'M12 2.5l2.7 6.4 6.9.6-5.2 4.5 1.6 6.8-6-3.6-6 3.6 1.6-6.8L2.4 9.5l6.9-.6z',
  telegram:
    'M21.5 4.2 2.8 11.4c-.8.3-.8 1.2 0 1.4l4.6 1.5 1.8 5.4c.2.6.9.7 1.3.3l2.5-2.5 4.7 3.5c.5.4 1.2.1 1.4-.6l3.4-15c.2-.9-.4-1.5-1-1.2zM9.3 14l8.5-6.2-6.9 7.2-.4 2.7z',
  twilio:
    'M5 4h14a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3zm2.5 5.2a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm4.5 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6zm4.5 0a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6z',
  livechat: 'M5 4h14a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7l-5 4v-4H5a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z',
  application:
    'M8 2h8a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm1 4.5a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1h1.5v2.6L13.3 13H15a1 1 0 0 0 1-1V7.5a1 1 0 0 0-1-1zm3 12a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  api: 'M8.5 6.5 3 12l5.5 5.5 1.6-1.6L6.2 12l3.9-3.9zM15.5 6.5 21 12l-5.5 5.5-1.6-1.6 3.9-3.9-3.9-3.9z',
};

export const CHANNELS = Object.keys(PATHS);

/** What people call a channel. These are names: no language translates them, except those that words.ts has. */
export const BRANDS: Readonly<Record<string, string>> = {
  whatsapp: 'WhatsApp',
  facebook: 'Facebook',
  instagram: 'Instagram',
  x: 'X',
  linkedin: 'LinkedIn',
  trustpilot: 'Trustpilot',
  telegram: 'Telegram',
  twilio: 'Twilio',
  api: 'API',
};

export function ChannelGlyph({ channel, size = 12 }: { readonly channel: string; readonly size?: number }) {
  return (
    <span className={classes(styles.channel, styles[channel] ?? styles.api)} aria-hidden="true">
      <svg width={size} height={size} viewBox="0 0 24 24">
        <path d={PATHS[channel] ?? PATHS['api']} fill="currentColor" fillRule="evenodd" />
      </svg>
    </span>
  );
}
