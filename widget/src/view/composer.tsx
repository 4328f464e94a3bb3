import { useEffect, useRef, useState } from 'preact/hooks';
import { sizeText } from '../logic/files.ts';
import { useParts } from './context.ts';
import { Icon } from './icons.tsx';

/** Characters of a message (docs/livechat.md). */
const MOST = 20_000;

export function Composer() {
  const { chat, drawer, speech, uploads } = useParts();
  const [text, setText] = useState(drawer.draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const pick = useRef<HTMLInputElement>(null);
  const files = uploads.list.value;
  const refused = uploads.refused.value;
  const excess = text.length - MOST;
  const isUploading = files.some(({ ready, failed }) => !ready && !failed);
  const isReady = excess <= 0 && !isUploading && (text.trim() !== '' || files.some(({ ready }) => ready));
  useEffect(() => {
    // Phones would open their keyboard over the conversation.
    if (!matchMedia('(pointer: coarse)').matches) field.current?.focus({ preventScroll: true });
  }, []);
  const write = (value: string): void => {
    setText(value);
    drawer.keepDraft(value);
    if (value !== '') chat.typing();
  };
  const send = (): void => {
    if (!isReady) return;
    const taken = uploads.take();
    const said = text.trim();
    write('');
    field.current?.focus();
    void chat.say(said, taken);
  };
  const add = (list: FileList | null | undefined): void => {
    if (list && list.length > 0) uploads.add([...list]);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onPaste={(event) => {
        const pasted = event.clipboardData?.files;
        if (!pasted || pasted.length === 0) return;
        event.preventDefault();
        add(pasted);
      }}
    >
      {(refused.length > 0 || excess > 0) && (
        <div class="refused" role="alert">
          {refused.map(({ reason, name, size }) => (
            <p key={name}>{speech.say(reason, { name: `\u2068${name.slice(0, 80)}\u2069`, size: sizeText(size, speech.language) })}</p>
          ))}
          {excess > 0 && <p>{speech.say('$tooLong', { n: excess })}</p>}
        </div>
      )}
      {files.length > 0 && (
        <ul class="tray">
          {files.map(({ key, name, size, part, failed, ready }) => (
            <li key={key} class={failed ? 'failed' : ''}>
              <Icon name={failed ? 'alert' : 'file'} />
              <bdi class="file-name">{failed ? speech.say('$uploadFailed', { name }) : name}</bdi>
              <span class="meta">{sizeText(size, speech.language)}</span>
              {!ready && !failed && <progress value={part} max={1} aria-label={speech.say('$uploading', { name, percent: `${Math.round(part * 100)} %` })} />}
              <button type="button" class="icon-button small" aria-label={speech.say('$remove', { name })} onClick={() => uploads.remove(key)}>
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="line">
        <input
          ref={pick}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            add(currentTarget.files);
            currentTarget.value = '';
          }}
        />
        <button type="button" class="icon-button" aria-label={speech.say('$attach')} title={speech.say('$fileRules')} onClick={() => pick.current?.click()}>
          <Icon name="clip" />
        </button>
        <textarea
          ref={field}
          rows={1}
          // An empty field follows the language of its placeholder.
          dir={text === '' ? undefined : 'auto'}
          value={text}
          aria-label={speech.say('$message')}
          placeholder={speech.say('$placeholder')}
          onInput={({ currentTarget }) => write(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" disabled={!isReady} aria-label={speech.say('$send')}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
