import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ChatMessage } from '../model/types.ts';
import { useChat } from './context.tsx';

type ChatFile = ChatMessage['attachments'][number];
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

const sizeOf = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

/** A picture that the hub has. */
export function Picture({ file }: { readonly file: ChatFile }) {
  const chat = useChat();
  const [url, setUrl] = useState('');
  useEffect(() => {
    let isGone = false;
    chat.link(file.id).then(
      (link) => isGone || setUrl(link),
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [chat, file.id]);
  return url === '' ? <span className="picture" role="img" aria-label={file.name} /> : <img className="picture" src={url} alt={file.name} />;
}

/** Files of a message: pictures as they are, others as links that are asked for when they are needed. */
export function Files({ files }: { readonly files: readonly ChatFile[] }) {
  const chat = useChat();
  const show = (id: string): void => {
    void chat.link(id).then(
      (url) => window.open(url, '_blank', 'noopener'),
      () => undefined,
    );
  };
  return files.map((file) => (
    <button key={file.id} type="button" className="file" onClick={() => show(file.id)}>
      {PICTURE.test(file.type) ? (
        <Picture file={file} />
      ) : (
        <>
          <FileText size={20} aria-hidden="true" />
          <span className="clip">{file.name}</span>
          <span className="quiet">{sizeOf(file.size)}</span>
        </>
      )}
    </button>
  ));
}
