import { type ReactNode, useId, useRef, useState } from 'react';
import './flyout.css';

interface Props {
  /** What the button shows. */
  face: ReactNode;
  label: string;
  className: string;
  /** Where it opens: beside the wing on a desk, under the head on a phone. */
  children: (close: () => void) => ReactNode;
}

/** A panel that a button opens. The browser's own popover: Escape and a click elsewhere close it, and nothing is downloaded for it. */
export function Flyout({ face, label, className, children }: Props) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} aria-label={label} aria-expanded={isOpen} popoverTarget={id}>
        {face}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a popover is not a modal dialog */}
      <div
        id={id}
        ref={panel}
        popover="auto"
        className="flyout"
        role="group"
        aria-label={label}
        onToggle={(event) => setIsOpen(event.newState === 'open')}
      >
        {isOpen && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
