import { User } from 'lucide-react';
import type { CSSProperties } from 'react';
import styles from './avatar.module.css';
import { ChannelGlyph } from './channel.tsx';
import { classes } from './classes.ts';
import { hueOf, initialsOf } from './initials.ts';

export interface AvatarProps {
  readonly id: string;
  readonly name: string;
  readonly channel?: string;
  readonly isSmall?: boolean;
}

/** Decoration beside a name: screen readers skip it. */
export function Avatar({ id, name, channel, isSmall = false }: AvatarProps) {
  const initials = initialsOf(name);
  return (
    <span className={classes(styles.avatar, isSmall && styles.small)} data-hue="" style={{ '--hue': hueOf(id) } as CSSProperties} aria-hidden="true">
      {initials === '' ? <User size={isSmall ? 16 : 18} strokeWidth={1.75} /> : initials}
      {channel !== undefined && <ChannelGlyph channel={channel} />}
    </span>
  );
}
