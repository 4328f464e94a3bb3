import { render } from 'preact';
import { browserKeys, browserTabs, chime, clock, newId, openSocket, upload } from './browser.ts';
import { CallFailed, createApi } from './logic/api.ts';
import { createCells } from './logic/cells.ts';
import { createChat } from './logic/chat.ts';
import { createDrawer } from './logic/drawer.ts';
import type { Message, Settings } from './logic/types.ts';
import { listen, type ParleyFunction } from './page-calls.ts';
import css from './style.css';
import { dress } from './theme.ts';
import { createUploads } from './uploads.ts';
import { provide } from './view/context.ts';
import { Widget } from './view/widget.tsx';
import type { Words } from './words/en.ts';
import { languageOf, type Speech, speech as speechOf } from './words/words.ts';

/** The words of a language. A page whose policy or network keeps them away has English ones. */
const speak = async (language: string, src: string): Promise<Speech> => {
  if (language === 'en') return speechOf('en');
  try {
    const { words } = (await import(new URL(`widget-${language}.js`, src).href)) as { words: Words };
    return speechOf(language, words);
  } catch {
    return speechOf('en');
  }
};

/** Older settings are shown at once and read again. */
const SETTINGS_MS = 60_000;

const warn = (text: string): void => {
  // biome-ignore lint/suspicious/noConsole: tells the developer of the page what is wrong with it
  console.warn(`Parley: ${text}`); // eslint-disable-line no-console
};

function start(script: HTMLScriptElement): void {
  const { origin: originId = '', api: base = new URL(script.src).origin, lang } = script.dataset;
  if (originId === '') return warn('the script has no data-origin.');
  const page = document.documentElement;
  const language = languageOf([lang, page.lang, ...navigator.languages]);
  const drawer = createDrawer(browserKeys(), originId);
  const api = createApi(base.replace(/\/+$/, ''), originId);
  const calls = listen(window as never);
  const cells = createCells();
  const chat = createChat({
    cells,
    api,
    drawer,
    clock,
    newId,
    openSocket,
    tabs: browserTabs(drawer.prefix, (told) => chat.hear(told)),
    onReply: (messages, isLeading) => reply(messages, isLeading),
    onWrongHash: () => {
      warn('identify: the hash is wrong.');
      calls.tell('error', { reason: 'identity' });
    },
  });
  const { state } = chat;
  const uploads = createUploads({ cells, api, token: chat.tokenForFile, newId, upload });

  const reply = (messages: readonly Message[], isLeading: boolean): void => {
    // One of the tabs is enough.
    if (isLeading && state.hasSound.value && (!state.isOpen.value || document.visibilityState !== 'visible')) chime();
    for (const { name, text } of messages) calls.tell('message', { name, text });
  };
  const open = (): void => {
    if (state.isOpen.value) return;
    void chat.open();
    calls.tell('open', undefined);
  };
  const close = (): void => {
    if (!state.isOpen.value) return;
    chat.close();
    calls.tell('close', undefined);
  };

  const mount = async (settings: Settings): Promise<void> => {
    const speech = await speak(language, script.src);
    state.settings.value = settings;
    const host = document.createElement('div');
    const shadow = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    const root = document.createElement('div');
    root.className = 'root';
    root.lang = speech.language;
    root.dir = speech.dir;
    shadow.append(root);
    // Beside the body, because some sites replace their body when they navigate.
    page.append(host);
    let look: object | null = null;
    let told = 0;
    const changed = (): void => {
      const { widget } = state.settings.value;
      if (widget !== look) dress(root, widget);
      look = widget;
      const count = state.unread.value.length;
      if (count !== told) calls.tell('unread', { count: (told = count) });
    };
    changed();
    cells.watch(changed);
    remove = () => {
      render(null, root);
      host.remove();
    };
    provide({ chat, drawer, speech, uploads, now: clock.now, close });
    render(<Widget open={open} cells={cells} />, root);
    addEventListener('online', chat.hurry);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') chat.hurry();
    });
    addEventListener('storage', ({ key }) => {
      if (key === null || key.startsWith(drawer.prefix)) void chat.noticed();
    });
    void chat.begin().then(() => {
      if (drawer.read().open === true) open();
      calls.serve({
        open,
        close,
        identify: (who) => void chat.identify(who),
        reset: () => chat.reset(),
      });
      calls.tell('ready', undefined);
    });
  };

  let remove = (): void => {};
  const load = async (attempt: number, kept: Settings | null): Promise<void> => {
    try {
      const settings = await api.settings();
      drawer.cache(clock.now(), settings);
      if (kept) state.settings.value = settings;
      else await mount(settings);
    } catch (error) {
      const status = error instanceof CallFailed ? error.status : 0;
      if (status === 403 || status === 404) {
        warn(status === 403 ? `${location.origin} is not in allowedDomains.` : `there is no live chat ${originId}.`);
        drawer.cache(0, null);
        remove();
      } else if (!kept) clock.after(Math.min(60_000, 2_000 * 2 ** attempt), () => void load(attempt + 1, kept));
    }
  };
  const kept = drawer.cached<Settings | null>();
  if (kept?.value) void mount(kept.value);
  if (!kept?.value || clock.now() - kept.at > SETTINGS_MS) void load(0, kept?.value ?? null);
}

const script = document.currentScript;
// A page that has the script twice shows one chat.
if (script instanceof HTMLScriptElement && (window as { Parley?: ParleyFunction }).Parley?.isLoaded !== true) start(script);
