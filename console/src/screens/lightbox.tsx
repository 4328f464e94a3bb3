import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react';
import { useState } from 'react';
import { Dialog, Heading, Modal } from 'react-aria-components';
import { IconButton } from '../parts/button.tsx';
import { ModalOverlay } from '../parts/overlay.tsx';
import styles from './lightbox.module.css';

export interface LightboxProps {
  readonly pictures: readonly { readonly name: string; readonly url: string }[];
  readonly first: number;
  readonly onClose: () => void;
}

/** A picture over the page. Arrow keys go through the pictures of the message. */
export default function Lightbox({ pictures, first, onClose }: LightboxProps) {
  const { t } = useLingui();
  const [at, setAt] = useState(first);
  const picture = pictures[at];
  const move = (step: number): void => setAt((before) => Math.max(0, Math.min(pictures.length - 1, before + step)));
  if (picture === undefined) return null;
  const { length } = pictures;
  const place = at + 1;
  const forwards = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const backwards = forwards === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
  return (
    <ModalOverlay className={styles.scrim ?? ''} isOpen isDismissable onOpenChange={(isOpen) => isOpen || onClose()}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''}>
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the buttons inside have the focus */}
          <div
            className={styles.content}
            onKeyDown={({ key }) => {
              if (key === forwards) move(1);
              if (key === backwards) move(-1);
            }}
          >
            <header className={styles.head}>
              <Heading slot="title" className={styles.name ?? ''}>
                <bdi>{picture.name}</bdi>
                {length > 1 && (
                  <span className={styles.place}>
                    <Trans>
                      {place} of {length}
                    </Trans>
                  </span>
                )}
              </Heading>
              <a className={styles.save} href={picture.url} target="_blank" rel="noreferrer noopener" aria-label={t`Download`}>
                <Download size={18} aria-hidden="true" />
              </a>
              <IconButton label={t`Close`} icon={<X size={18} />} onPress={onClose} autoFocus />
            </header>
            <img className={styles.picture} src={picture.url} alt={picture.name} />
            {length > 1 && (
              <footer className={styles.foot}>
                <IconButton
                  label={t`Previous picture`}
                  icon={<ChevronLeft size={18} className={styles.mirrored} />}
                  isDisabled={at === 0}
                  onPress={() => move(-1)}
                />
                <IconButton
                  label={t`Next picture`}
                  icon={<ChevronRight size={18} className={styles.mirrored} />}
                  isDisabled={place === length}
                  onPress={() => move(1)}
                />
              </footer>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
