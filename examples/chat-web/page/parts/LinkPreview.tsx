import type { ChatMessage } from '../model/types.ts';
import { Picture } from './Files.tsx';

/** What the page of a link says of itself. The host is that of the link; all else is the page's own words. */
export function LinkPreview({ preview }: { readonly preview: NonNullable<ChatMessage['preview']> }) {
  const { url, title, description, image } = preview;
  return (
    <a className="link-card" href={url} target="_blank" rel="noopener noreferrer">
      {image !== undefined && <Picture file={image} />}
      <span className="quiet">{URL.parse(url)?.host}</span>
      <strong className="clip" dir="auto">
        {title}
      </strong>
      {description !== null && (
        <span className="clip" dir="auto">
          {description}
        </span>
      )}
    </a>
  );
}
