import { useState } from 'preact/hooks';
import { beginning, pieces, withoutPiles } from '../logic/text.ts';
import { useParts } from './context.ts';

/** What somebody wrote, as text: addresses become links, nothing becomes markup. */
export function RichText({ text }: { readonly text: string }) {
  const { speech } = useParts();
  const [isWhole, setWhole] = useState(false);
  const short = isWhole ? null : beginning(text);
  return (
    <div class="text" dir="auto">
      {pieces(withoutPiles(short ?? text)).map(({ text: part, href }, at) =>
        href === undefined ? (
          part
        ) : (
          <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ),
      )}
      {short !== null && (
        <>
          {'… '}
          <button type="button" class="link" onClick={() => setWhole(true)}>
            {speech.say('$showAll')}
          </button>
        </>
      )}
    </div>
  );
}
