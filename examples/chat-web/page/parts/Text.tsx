import { piecesOf } from '../model/mentions.ts';

/** What somebody wrote: text, mentions and links. HTML in it is shown as it was written. */
export function Text({ text, names, meId }: { readonly text: string; readonly names: Readonly<Record<string, string>>; readonly meId: string }) {
  return piecesOf(text).map((piece, at) => {
    const key = `${at}`;
    if ('text' in piece) return <span key={key}>{piece.text}</span>;
    if ('personId' in piece)
      return (
        <span key={key} className={piece.personId === meId ? 'mention me' : 'mention'}>
          @{names[piece.personId] ?? 'somebody'}
        </span>
      );
    return (
      <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer">
        {piece.href}
      </a>
    );
  });
}
