import { useEffect, useRef, useState } from 'preact/hooks';
import { backAt, backText } from '../logic/hours.ts';
import { isAddress } from '../logic/text.ts';
import { Composer } from './composer.tsx';
import { useParts } from './context.ts';
import { Ended } from './ended.tsx';
import { Icon } from './icons.tsx';
import { Log } from './log.tsx';
import { PreChat } from './pre-chat.tsx';

export function Panel() {
  const { chat, drawer, speech, uploads, now, close } = useParts();
  const { state } = chat;
  const { widget } = state.settings.value;
  const panel = useRef<HTMLElement>(null);
  const [isDropping, setDropping] = useState(false);
  const back = widget.hours ? backAt(widget.hours, now()) : null;
  const away = back === null ? null : speech.say('$backAt', { when: backText(back, now(), speech.language) });
  const isAsking =
    !state.isAsked.value && (isAsked(widget.askName) || isAsked(widget.askEmail) || (widget.questions ?? []).length > 0) && state.waiting.value.length === 0;
  /** The end after which the visitor writes again. */
  const [passed, setPassed] = useState<string | null>(null);
  const endedAt = state.endedAt.value;
  const isEnded = endedAt !== null && endedAt !== passed;
  // Who has begun to write goes on writing.
  if (isEnded && drawer.draft() !== '') setPassed(endedAt);
  const isBlocked = state.isBlocked.value;
  const hasSound = state.hasSound.value;
  useEffect(() => {
    const root = panel.current;
    const first = root?.querySelector<HTMLElement>('.pre-chat input') ?? root?.querySelector<HTMLElement>('.heading');
    if (root && !root.contains((root.getRootNode() as ShadowRoot).activeElement)) first?.focus({ preventScroll: true });
  }, [isAsking]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
    if (event.key === 'Tab' && matchMedia(PHONE).matches) keepFocus(event, panel.current);
  };
  return (
    <section
      ref={panel}
      class={`panel${isDropping ? ' dropping' : ''}`}
      role="dialog"
      aria-modal={matchMedia(PHONE).matches}
      aria-labelledby="parley-title"
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (isAsking || !event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (isAsking || !event.dataTransfer) return;
        event.preventDefault();
        uploads.add([...event.dataTransfer.files]);
      }}
    >
      <header>
        <div class="heading" tabIndex={-1}>
          <h2 id="parley-title" dir="auto">
            {widget.title ?? speech.say('$chat')}
          </h2>
          {away !== null && <p class="away">{away}</p>}
        </div>
        <button
          type="button"
          class="icon-button"
          aria-pressed={hasSound}
          aria-label={speech.say(hasSound ? '$soundOff' : '$soundOn')}
          title={speech.say(hasSound ? '$soundOff' : '$soundOn')}
          onClick={() => chat.setSound(!hasSound)}
        >
          <Icon name={hasSound ? 'bell' : 'bellOff'} />
        </button>
        <button type="button" class="icon-button" aria-label={speech.say('$close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <Status />
      {isAsking ? (
        <PreChat away={away} />
      ) : (
        <>
          <Log away={away} />
          {isEnded && !isBlocked && <Ended onWrite={() => setPassed(endedAt)} />}
          {!isEnded && !isBlocked && (
            <>
              <MailAsk isAway={away !== null} />
              <Composer />
            </>
          )}
        </>
      )}
      {isDropping && (
        <div class="drop" aria-hidden="true">
          {speech.say('$dropHere')}
        </div>
      )}
    </section>
  );
}

export const PHONE = '(max-width: 480px)';
const isAsked = (asked: string | undefined): boolean => asked === 'optional' || asked === 'required';

/** What is wrong with the connection, and that the chat has ended. A screen reader says it. */
function Status() {
  const { chat, speech } = useParts();
  const connection = chat.state.connection.value;
  const isOffline = connection === 'offline' || chat.state.isCut.value;
  return (
    <div class="status" role="status">
      {isOffline && <p class="banner warn">{speech.say('$offline')}</p>}
      {chat.state.isBlocked.value && <p class="banner bad">{speech.say('$blocked')}</p>}
      {chat.state.endedAt.value !== null && <span class="spoken">{speech.say('$ended')}</span>}
    </div>
  );
}

/** Offers answers by mail, once there is something to answer and no address is known. */
function MailAsk({ isAway }: { readonly isAway: boolean }) {
  const { chat, speech } = useParts();
  const { state } = chat;
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isGiven, setGiven] = useState(false);
  const hasSpoken = state.list.value.some(({ from }) => from === 'visitor') || state.unsent.value.length > 0;
  if (!state.settings.value.mail || !hasSpoken) return null;
  if (isGiven)
    return (
      <p class="mail-ask done" role="status">
        {speech.say('$mailSaved', { email: `\u2068${state.email.value}\u2069` })}
      </p>
    );
  if (state.email.value !== '') return null;
  return (
    <form
      class="mail-ask"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const address = text.trim();
        setWrong(!isAddress(address));
        if (!isAddress(address)) return;
        setGiven(true);
        void chat.giveEmail(address);
      }}
    >
      <label for="parley-mail">{speech.say(isAway ? '$awayMail' : '$mailAsk')}</label>
      <div class="line">
        <input
          id="parley-mail"
          type="email"
          autoComplete="email"
          dir="ltr"
          maxLength={254}
          placeholder="name@example.com"
          value={text}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? 'parley-mail-error' : undefined}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            setWrong(false);
          }}
        />
        <button type="submit" class="secondary">
          {speech.say('$mailSave')}
        </button>
      </div>
      {isWrong && (
        <p class="error" id="parley-mail-error" role="alert">
          {speech.say('$emailWrong')}
        </p>
      )}
    </form>
  );
}

/** On a phone the panel covers the page, so Tab stays in it. */
function keepFocus(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>('button:not([disabled]), input:not([hidden]), textarea, a[href], [tabindex="0"]') ?? [])];
  const [first, last] = [stops[0], stops.at(-1)];
  const active = (panel?.getRootNode() as ShadowRoot | undefined)?.activeElement;
  if (event.shiftKey && active === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
