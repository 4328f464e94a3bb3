import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaProps, Tooltip, TooltipTrigger } from 'react-aria-components';
import styles from './button.module.css';
import { classes } from './classes.ts';
import { Keys } from './keys.tsx';
import overlay from './overlay.module.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
}

/** A button with a word. One `primary` in a view. */
export function Button({ look = 'plain', ...props }: ButtonProps) {
  return <AriaButton {...props} className={classes(styles.button, look !== 'plain' && styles[look])} />;
}

export interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown in the tooltip. */
  readonly keys?: string;
}

/** A button that is an icon: its name is in the tooltip, with its key. */
export function IconButton({ label, icon, keys, look = 'quiet', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton {...props} aria-label={label} className={classes(styles.button, styles.icon, look !== 'plain' && styles[look])}>
        {icon}
      </AriaButton>
      <Tooltip offset={6} className={overlay.tooltip ?? ''}>
        {label}
        {keys !== undefined && <Keys keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
