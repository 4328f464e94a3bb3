import { useState } from 'preact/hooks';
import { sizeText } from '../logic/files.ts';
import type { Message } from '../logic/types.ts';
import { useParts } from './context.ts';
import { Icon } from './icons.tsx';

/** Links are valid for five minutes; an older one is read again before it is used. */
const FRESH_MS = 4 * 60_000;

export function Attachment({ file, number }: { readonly file: Message['attachments'][number]; readonly number: number }) {
  const { chat, speech, now } = useParts();
  const [isBroken, setBroken] = useState(false);
  const [link, setLink] = useState({ url: file.url, at: now() });
  if (link.url !== file.url && file.url !== null) setLink({ url: file.url, at: now() });
  const name = file.name ?? speech.say('$file');
  const renew = (event: Event): void => {
    if (now() - link.at < FRESH_MS) return;
    event.preventDefault();
    void chat.renewLinks(number);
  };
  if (file.url === null) return <FileRow name={name} size={file.size} />;
  const isPicture = file.type.startsWith('image/') && !isBroken;
  return (
    <a
      class={isPicture ? 'picture' : 'file'}
      href={file.url}
      target="_blank"
      rel="noopener noreferrer"
      download={name}
      aria-label={speech.say('$download', { name })}
      onClick={renew}
    >
      {isPicture ? <img src={file.url} alt={name} loading="lazy" onError={() => setBroken(true)} /> : <FileRow name={name} size={file.size} />}
    </a>
  );
}

export function FileRow({ name, size }: { readonly name: string; readonly size: number | null }) {
  const { speech } = useParts();
  return (
    <span class="file-row">
      <Icon name="file" />
      <bdi class="file-name">{name}</bdi>
      {size !== null && <span class="meta">{sizeText(size, speech.language)}</span>}
    </span>
  );
}
